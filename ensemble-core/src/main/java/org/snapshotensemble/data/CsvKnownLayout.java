package org.snapshotensemble.data;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.snapshotensemble.data.CsvOrderedLayout.LabelNeed;

/**
 * Lays out a file whose features are known from other data: by their names, in any order, where both have names;
 * otherwise in the order they have.
 */
final class CsvKnownLayout {

    private final CsvRows rows;
    private final CsvFormat format;
    private final List<String> known;
    private final List<String> classes;
    private final Optional<CsvFormat> knownFormat;
    private final Optional<ImageSize> imageSize;
    private final List<String> kept;
    private final List<String> cells;

    /**
     * @param kept the columns that are carried along, and so are no strangers
     */
    CsvKnownLayout(CsvRows rows, CsvFormat format, DataDescription known, List<String> kept) {
        this.rows = rows;
        this.format = format;
        this.known = known.columns();
        this.classes = known.classes();
        this.imageSize = known.imageSize();
        this.knownFormat = CsvSource.formatOf(known.source());
        this.kept = kept;
        this.cells = CsvHeader.cells(rows.first());
    }

    /**
     * Lays out the file, label included, and passes over its header.
     *
     * @param note is told of columns that are not used
     * @throws BadDataException if a feature or the label is missing
     */
    CsvLayout withLabel(Consumer<String> note) throws BadDataException {
        CsvLayout layout = layout(LabelNeed.REQUIRED, note);
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
        int ignored = saidToIgnore().size();
        throw rows.failure(
                rows.first(),
                "must have " + (known.size() + ignored + 1) + " fields, the " + known.size() + " features"
                        + (ignored == 0 ? "" : ", what is ignored") + " and the label, had " + cells.size());
    }

    /** As {@link #withLabel}, with a label or without. */
    CsvLayout features(Consumer<String> note) throws BadDataException {
        return layout(LabelNeed.OPTIONAL, note);
    }

    private CsvLayout layout(LabelNeed need, Consumer<String> note) throws BadDataException {
        boolean header = format.header().isPresent() ? format.header().get() : guessHeader();
        if (!header) {
            return inOrder(CsvLayout.positionNames(cells.size()), false, need, note);
        }
        List<String> names = CsvHeader.names(rows);
        rows.skipFirst();
        boolean knownHasNames = knownFormat.flatMap(CsvFormat::header).orElse(true);
        return knownHasNames || names.containsAll(known) ? byName(names, note) : inOrder(names, true, need, note);
    }

    /** A row without a name that is known is a header only if none of its cells could be an example's. */
    private boolean guessHeader() throws BadDataException {
        boolean named = known.stream().anyMatch(name -> !CsvNumber.isNumber(name) && cells.contains(name))
                || cells.containsAll(known);
        boolean header = named
                || CsvHeader.count(cells, others())
                || (cells.stream().noneMatch(CsvNumber::isNumber) && CsvHeader.hasNames(cells, others()));
        boolean numbersAreNames = knownFormat.flatMap(CsvFormat::header).orElse(false)
                && known.stream().allMatch(CsvNumber::isNumber);
        if (!header && numbersAreNames) {
            throw rows.failure(
                    rows.first(),
                    "must be the run's columns, whose names are the numbers " + Quote.all(known) + ", was "
                            + Quote.all(cells) + "; if it is an example, say ?header=false");
        }
        return header;
    }

    /** The columns that are no features if the first row is a header of numbers. */
    private Set<Integer> others() {
        Set<Integer> others = new HashSet<>();
        columns(cells, false, saidToIgnore()).forEach(others::add);
        if (cells.size() > known.size() + others.size()) {
            labelByPosition(cells, false).ifPresent(others::add);
        }
        return others;
    }

    private CsvLayout byName(List<String> names, Consumer<String> note) throws BadDataException {
        List<String> missing =
                known.stream().filter(name -> !names.contains(name)).toList();
        if (imageSize.isPresent() && missing.size() == known.size()) {
            throw rows.failure(
                    rows.first(),
                    "must have a column for each of the run's " + known.size() + " pixels, " + Quote.of(known.get(0))
                            + " and so on; the run was trained on "
                            + ImageSize.describe(imageSize) + ", name images with images:DIR or idx:DIR");
        }
        if (!missing.isEmpty()) {
            throw rows.failure(
                    rows.first(),
                    "must have the run's columns, " + Quote.all(missing) + (missing.size() == 1 ? " is" : " are")
                            + " missing");
        }
        int[] features = known.stream().mapToInt(names::indexOf).toArray();
        requireIgnored(names, true);
        List<Integer> ignored = columns(names, true, saidToIgnore())
                .filter(column -> !known.contains(names.get(column)))
                .boxed()
                .toList();
        List<String> others = new ArrayList<>(names);
        others.removeAll(known);
        others.removeAll(ignored.stream().map(names::get).toList());
        List<String> strangers = new ArrayList<>(others);
        strangers.removeAll(columns(names, true, kept).mapToObj(names::get).toList());
        OptionalInt label = labelByName(names, others, strangers);
        label.ifPresent(column -> strangers.remove(names.get(column)));
        if (!strangers.isEmpty()) {
            note.accept(rows.failure("ignored the columns that the run does not know: " + Quote.all(strangers))
                    .getMessage());
        }
        noteLabel(names, label, note);
        return new CsvLayout(names, true, ImmutableIntArray.copyOf(features), label, ignored);
    }

    /** The columns that this file's text ignores must be there, and be no features. */
    private void requireIgnored(List<String> names, boolean header) throws BadDataException {
        for (String column : format.ignore()) {
            String name = names.get(CsvHeader.require(rows, names, header, "ignore", column));
            if (header && known.contains(name)) {
                throw rows.failure(rows.first(), "ignore must not be a feature of the run, was " + Quote.of(name));
            }
        }
    }

    /** The columns that are there of some that a person names. */
    private static IntStream columns(List<String> names, boolean header, List<String> said) {
        return said.stream()
                .flatMapToInt(column -> CsvHeader.find(names, header, column).stream())
                .distinct()
                .sorted();
    }

    /** What this file's text ignores, or else what the run's does. */
    private List<String> saidToIgnore() {
        return format.ignore().isEmpty() ? knownFormat.map(CsvFormat::ignore).orElse(List.of()) : format.ignore();
    }

    /**
     * The label's column.
     *
     * @param others the columns that can be it where it is named
     * @param strangers the ones of them that can be it where it is not
     */
    private OptionalInt labelByName(List<String> names, List<String> others, List<String> strangers)
            throws BadDataException {
        if (format.label().isPresent()) {
            int found =
                    CsvHeader.require(rows, names, true, "label", format.label().get());
            if (!others.contains(names.get(found))) {
                throw rows.failure(
                        rows.first(),
                        "label must not be a feature of the run"
                                + (known.contains(names.get(found)) ? "" : " nor ignored") + ", was "
                                + Quote.of(names.get(found)));
            }
            return OptionalInt.of(found);
        }
        Optional<String> label = wantedLabel();
        if (label.isPresent() && others.contains(label.get())) {
            return OptionalInt.of(names.indexOf(label.get()));
        }
        return label.isEmpty() && strangers.size() == 1
                ? OptionalInt.of(names.indexOf(strangers.get(0)))
                : OptionalInt.empty();
    }

    /** Another label than the run's may be meant, as where a column was renamed; but it may be a slip, too. */
    private void noteLabel(List<String> names, OptionalInt label, Consumer<String> note) {
        Optional<String> trained = knownFormat
                .filter(run -> run.header().orElse(true))
                .flatMap(CsvFormat::label)
                .filter(name ->
                        label.isPresent() && !names.get(label.getAsInt()).equals(name));
        trained.ifPresent(name -> note.accept(rows.failure("the label is column "
                        + Quote.of(names.get(label.getAsInt())) + ", the run's is " + Quote.of(name))
                .getMessage()));
    }

    private CsvLayout inOrder(List<String> names, boolean header, LabelNeed need, Consumer<String> note)
            throws BadDataException {
        requireIgnored(names, header);
        Set<Integer> ignored = boxed(columns(names, header, format.ignore()));
        OptionalInt label = format.label().isPresent()
                ? OptionalInt.of(CsvHeader.require(
                        rows, names, header, "label", format.label().get()))
                : OptionalInt.empty();
        if (label.isPresent() && ignored.contains(label.getAsInt())) {
            throw rows.failure(
                    rows.first(), "ignore must not be the label, was " + Quote.of(names.get(label.getAsInt())));
        }
        if (!header && positionsAreUnknown() && names.size() - ignored.size() != known.size()) {
            throw rows.failure(
                    rows.first(),
                    "must have " + (known.size() + ignored.size()) + " fields, the run's features in order, had "
                            + names.size()
                            + "; where the label or another column is among them, give the columns' names,"
                            + " or say which it is with ?label=N or ?ignore=N, numbers from 0");
        }
        CsvRunOrder order = CsvRunOrder.of(knownFormat, known.size());
        CsvOrderedLayout.Said said = new CsvOrderedLayout.Said(label, ignored, boxed(columns(names, header, kept)));
        int left = ignored.isEmpty() ? order.ignored().size() : ignored.size();
        return new CsvOrderedLayout(rows, order, names, header, classes, said)
                .layout(need, note)
                .orElseThrow(() -> rows.failure(rows.first(), "must have " + expected(left) + ", had " + names.size()));
    }

    private static Set<Integer> boxed(IntStream columns) {
        return columns.boxed().collect(Collectors.toSet());
    }

    /** A run that knows its columns by name does not know where the label and the ignored ones lay. */
    private boolean positionsAreUnknown() {
        return format.label().isEmpty()
                && knownFormat.flatMap(CsvFormat::header).orElse(false);
    }

    private String expected(int ignored) {
        int unlabeled = known.size() + ignored;
        String features = "the run's features" + (ignored == 0 ? "" : " and the ignored ones");
        return format.label().isEmpty()
                ? unlabeled + " fields, " + features + ", or one more with the label"
                : unlabeled + 1 + " fields, " + features + " and the label";
    }

    /** The label's column, as the text of this file or of the run numbers it; otherwise the last one. */
    private OptionalInt labelByPosition(List<String> names, boolean header) {
        Optional<String> wanted = format.label().or(() -> wantedLabel().filter(CsvHeader::isNumber));
        return wanted.isEmpty() ? OptionalInt.of(names.size() - 1) : CsvHeader.find(names, header, wanted.get());
    }

    private Optional<String> wantedLabel() {
        return format.label().or(() -> knownFormat.flatMap(CsvFormat::label));
    }
}
