package org.snapshotensemble.data;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lays out a file of which nothing is known but what a person says: all columns but the label are features. */
final class CsvTrainingLayout {

    private CsvTrainingLayout() {}

    /**
     * Lays out the file, and passes over its header.
     *
     * @throws BadDataException if there are less than two columns, two of one name, or no such label
     */
    static CsvLayout of(CsvRows rows, CsvFormat format) throws BadDataException {
        List<String> cells = CsvHeader.cells(rows.first());
        if (cells.size() < 2) {
            throw rows.failure(
                    rows.first(),
                    "must have at least 2 columns separated by commas, a feature and a label, had "
                            + Quote.of(String.join(",", cells)));
        }
        boolean header = format.header().orElseGet(() -> guessHeader(cells, format));
        List<String> names = header ? CsvHeader.names(rows) : CsvLayout.positionNames(cells.size());
        int label = format.label().isPresent()
                ? CsvHeader.require(rows, names, header, "label", format.label().get())
                : names.size() - 1;
        Set<Integer> ignored = new TreeSet<>();
        for (String column : format.ignore()) {
            ignored.add(CsvHeader.require(rows, names, header, "ignore", column));
        }
        if (ignored.contains(label)) {
            throw rows.failure(
                    rows.first(),
                    "ignore must not be the label, was " + Quote.of(names.get(label))
                            + (format.label().isPresent() ? "" : "; say which the label is with ?label=COLUMN"));
        }
        if (ignored.size() == names.size() - 1) {
            throw rows.failure(rows.first(), "must have a feature, all columns but the label are ignored");
        }
        if (header) {
            rows.skipFirst();
        }
        int[] features = IntStream.range(0, names.size())
                .filter(column -> column != label && !ignored.contains(column))
                .toArray();
        return new CsvLayout(
                names, header, ImmutableIntArray.copyOf(features), OptionalInt.of(label), List.copyOf(ignored));
    }

    /** A column that is named, not numbered, stands in a header. */
    private static boolean guessHeader(List<String> cells, CsvFormat format) {
        List<String> said = new ArrayList<>(format.ignore());
        said.add(format.label().orElse(Integer.toString(cells.size() - 1)));
        return !said.stream().allMatch(CsvHeader::isNumber)
                || CsvHeader.hasNames(
                        cells, said.stream().map(Integer::parseInt).collect(Collectors.toSet()));
    }
}
