package org.snapshotensemble.data;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Lays out a file whose features are known from other data: by their names, in any order, where both have names;
 * otherwise in the order they have.
 */
final class CsvKnownLayout {

    private final CsvRows rows;
    private final CsvFormat format;
    private final List<String> known;
    private final Optional<CsvFormat> knownFormat;
    private final List<String> cells;

    CsvKnownLayout(CsvRows rows, CsvFormat format, DataDescription known) {
        this.rows = rows;
        this.format = format;
        this.known = known.columns();
        this.knownFormat = CsvSource.formatOf(known.source());
        this.cells = CsvHeader.cells(rows.first());
    }

    /**
     * Lays out the file, label included, and passes over its header.
     *
     * @param note is told of columns that are not used
     * @throws BadDataException if a feature or the label is missing
     */
    CsvLayout withLabel(Consumer<String> note) throws BadDataException {
        CsvLayout layout = features(note);
        if (layout.label().isPresent()) {
            return layout;
        }
        if (layout.header()) {
            throw rows.failure(
                    rows.first(),
                    "must have the label's column"
                            + wantedLabel().map(label -> " " + Quote.of(label)).orElse("")
                            + ", has " + Quote.all(layout.names()) + "; say which it is with ?label=COLUMN");
        }
        throw rows.failure(
                rows.first(),
                "must have " + (known.size() + 1) + " fields, the " + known.size() + " features and the label, had "
                        + cells.size());
    }

    /** As {@link #withLabel}, with a label or without. */
    CsvLayout features(Consumer<String> note) throws BadDataException {
        boolean header = format.header().orElseGet(this::guessHeader);
        if (!header) {
            return inOrder(CsvLayout.positionNames(cells.size()), false);
        }
        List<String> names = CsvHeader.names(rows);
        rows.skipFirst();
        boolean knownHasNames = knownFormat.flatMap(CsvFormat::header).orElse(true);
        return knownHasNames || names.containsAll(known) ? byName(names, note) : inOrder(names, true);
    }

    /** A row without a name that is known is a header only if none of its cells could be an example's. */
    private boolean guessHeader() {
        boolean named = known.stream().anyMatch(name -> !CsvNumber.isNumber(name) && cells.contains(name));
        return named
                || cells.containsAll(known)
                || cells.stream().noneMatch(CsvNumber::isNumber)
                || CsvHeader.count(cells, labelByPosition(cells, false));
    }

    private CsvLayout byName(List<String> names, Consumer<String> note) throws BadDataException {
        List<String> missing =
                known.stream().filter(name -> !names.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw rows.failure(
                    rows.first(),
                    "must have the run's columns, " + Quote.all(missing) + (missing.size() == 1 ? " is" : " are")
                            + " missing");
        }
        int[] features = known.stream().mapToInt(names::indexOf).toArray();
        List<String> others = new ArrayList<>(names);
        others.removeAll(known);
        OptionalInt label = labelByName(names, others);
        label.ifPresent(column -> others.remove(names.get(column)));
        if (!others.isEmpty()) {
            note.accept(rows.failure("ignored the columns that the run does not know: " + Quote.all(others))
                    .getMessage());
        }
        return new CsvLayout(names, true, ImmutableIntArray.copyOf(features), label);
    }

    private OptionalInt labelByName(List<String> names, List<String> others) throws BadDataException {
        if (format.label().isPresent()) {
            OptionalInt found = CsvHeader.find(names, true, format.label().get());
            if (found.isPresent() && !others.contains(names.get(found.getAsInt()))) {
                throw rows.failure(
                        rows.first(),
                        "label must not be a feature of the run, was " + Quote.of(names.get(found.getAsInt())));
            }
            return found;
        }
        Optional<String> label = wantedLabel();
        if (label.isPresent() && names.contains(label.get())) {
            return OptionalInt.of(names.indexOf(label.get()));
        }
        return label.isEmpty() && others.size() == 1
                ? OptionalInt.of(names.indexOf(others.get(0)))
                : OptionalInt.empty();
    }

    private CsvLayout inOrder(List<String> names, boolean header) throws BadDataException {
        int fields = names.size();
        OptionalInt label = labelByPosition(names, header);
        if (fields != known.size() && (fields != known.size() + 1 || label.isEmpty())) {
            throw rows.failure(
                    rows.first(),
                    "must have " + known.size() + " fields, the run's features, or one more with the label, had "
                            + fields);
        }
        int[] features = IntStream.range(0, fields)
                .filter(column -> label.isEmpty() || column != label.getAsInt())
                .toArray();
        return new CsvLayout(names, header, ImmutableIntArray.copyOf(features), label);
    }

    /** Only a file with one column more than there are features has a label. */
    private OptionalInt labelByPosition(List<String> names, boolean header) {
        if (names.size() != known.size() + 1) {
            return OptionalInt.empty();
        }
        Optional<String> wanted = format.label().or(() -> wantedLabel().filter(CsvHeader::isNumber));
        return wanted.isEmpty() ? OptionalInt.of(names.size() - 1) : CsvHeader.find(names, header, wanted.get());
    }

    private Optional<String> wantedLabel() {
        return format.label().or(() -> knownFormat.flatMap(CsvFormat::label));
    }
}
