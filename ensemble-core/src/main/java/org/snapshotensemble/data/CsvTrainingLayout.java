package org.snapshotensemble.data;

import com.google.common.primitives.ImmutableIntArray;
import java.util.List;
import java.util.OptionalInt;
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
        int label = label(rows, format, names, header);
        if (header) {
            rows.skipFirst();
        }
        int[] features = IntStream.range(0, names.size())
                .filter(column -> column != label)
                .toArray();
        return new CsvLayout(names, header, ImmutableIntArray.copyOf(features), OptionalInt.of(label));
    }

    /** A label that is named, not numbered, stands in a header. */
    private static boolean guessHeader(List<String> cells, CsvFormat format) {
        if (format.label().filter(label -> !CsvHeader.isNumber(label)).isPresent()) {
            return true;
        }
        int label = format.label().map(Integer::parseInt).orElse(cells.size() - 1);
        return CsvHeader.hasNames(cells, OptionalInt.of(label));
    }

    private static int label(CsvRows rows, CsvFormat format, List<String> names, boolean header)
            throws BadDataException {
        if (format.label().isEmpty()) {
            return names.size() - 1;
        }
        String wanted = format.label().get();
        OptionalInt found = CsvHeader.find(names, header, wanted);
        if (found.isEmpty()) {
            throw rows.failure(
                    rows.first(),
                    header
                            ? "label must be one of the columns " + Quote.all(names) + ", was " + Quote.of(wanted)
                            : "label must be a column's number from 0 to " + (names.size() - 1)
                                    + ", as there is no header, was " + Quote.of(wanted));
        }
        return found.getAsInt();
    }
}
