package org.snapshotensemble.data;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lays out a file by the order of a run's columns, where the file or the run has no names. Which of the run's columns are
 * missing is told by how many there are, and by text, which is no feature. What can be read in several ways is noted or
 * refused.
 */
final class CsvOrderedLayout {

    private final CsvRows rows;
    private final CsvRunOrder order;
    private final List<String> names;
    private final boolean header;
    private final List<String> classes;
    private final Said said;

    /** Whether rows must have the label. */
    enum LabelNeed {
        REQUIRED,
        OPTIONAL
    }

    /**
     * What a person says of columns.
     *
     * @param label the label's, where she says it
     * @param ignored those that are to be ignored
     * @param kept those that are carried along, and may be none of the run's
     */
    record Said(OptionalInt label, Set<Integer> ignored, Set<Integer> kept) {

        Said {
            ignored = Set.copyOf(ignored);
            kept = Set.copyOf(kept);
        }

        boolean isLabel(int column) {
            return label.stream().anyMatch(named -> named == column);
        }

        boolean isNoFeature(int column) {
            return ignored.contains(column) || isLabel(column);
        }
    }

    /**
     * @param names those of the file's columns
     * @param header whether they stand in its first row
     * @param classes the run's classes; none for a regression
     */
    CsvOrderedLayout(
            CsvRows rows, CsvRunOrder order, List<String> names, boolean header, List<String> classes, Said said) {
        this.rows = rows;
        this.order = order;
        this.names = List.copyOf(names);
        this.header = header;
        this.classes = classes;
        this.said = said;
    }

    /**
     * Lays out the file.
     *
     * @param need whether a label must be there; where none can be, there is none nevertheless
     * @param note is told what was taken for granted
     * @return empty where the columns are too many or too few
     * @throws BadDataException if they can be the run's in several ways
     */
    Optional<CsvLayout> layout(LabelNeed need, Consumer<String> note) throws BadDataException {
        List<String> example = header ? unknown() : CsvHeader.cells(rows.first());
        Optional<CsvReading> reading = read(example, need, note);
        // Where a feature is text in any case, it is refused for that when its row is read.
        Optional<CsvReading> found = reading.isPresent() ? reading : read(unknown(), need, note);
        return found.map(this::layout);
    }

    /** The cells of an example of which nothing is known. */
    private List<String> unknown() {
        return Collections.nCopies(names.size(), "");
    }

    private CsvLayout layout(CsvReading reading) {
        OptionalInt label = said.label().isPresent() ? said.label() : reading.label();
        Set<Integer> used = new HashSet<>(reading.features().asList());
        label.ifPresent(used::add);
        List<Integer> ignored = IntStream.range(0, names.size())
                .filter(column -> !used.contains(column))
                .boxed()
                .toList();
        return new CsvLayout(names, header, reading.features(), label, ignored);
    }

    /** What is kept changes no prediction: it is a stranger to the run only where the row cannot be read otherwise. */
    private Optional<CsvReading> read(List<String> example, LabelNeed need, Consumer<String> note)
            throws BadDataException {
        Optional<CsvReading> plain = readPlain(example, need, note);
        List<CsvReading> possible = all(readings(
                example, column -> said.isNoFeature(column) || said.kept().contains(column)));
        boolean keepsFeature =
                plain.isPresent() && said.kept().stream().anyMatch(plain.get().features()::contains);
        if ((plain.isEmpty() || keepsFeature) && differ(possible)) {
            throw rows.failure(
                    rows.first(),
                    "must be clear whether what is kept, " + kept() + ", is a feature of the run; say which columns are"
                            + " no features with ?label=COLUMN and ?ignore=COLUMN");
        }
        if (plain.isPresent() || possible.isEmpty()) {
            return plain;
        }
        note.accept(rows.failure("what is kept, " + kept()
                        + ", is taken for no feature of the run, whose columns are found by their order")
                .getMessage());
        return Optional.of(possible.get(0));
    }

    private String kept() {
        return Quote.all(said.kept().stream().sorted().map(names::get).toList());
    }

    /** Reads a row in which no column is a stranger but those of which a person says so. */
    private Optional<CsvReading> readPlain(List<String> example, LabelNeed need, Consumer<String> note)
            throws BadDataException {
        // Where every column is there, text tells no more.
        List<CsvReading> asTrained =
                readings(unknown(), column -> false).read(EnumSet.of(CsvRole.FEATURE, CsvRole.LABEL, CsvRole.IGNORED));
        if (!asTrained.isEmpty()) {
            return Optional.of(asTrained.get(0));
        }
        CsvReadings partial = readings(example, said::isNoFeature);
        if (need == LabelNeed.REQUIRED && said.label().isEmpty()) {
            return readLabeled(partial, note);
        }
        List<CsvReading> possible = all(partial);
        if (!differ(possible)) {
            return possible.stream().findFirst();
        }
        // New rows have all but the label, most likely.
        List<CsvReading> unlabeled = said.label().isPresent()
                ? List.of()
                : readings(example, column -> false).read(EnumSet.of(CsvRole.FEATURE, CsvRole.IGNORED));
        if (unlabeled.isEmpty()) {
            throw unclear();
        }
        note.accept(rows.failure("read as the run's features and " + ignoredByTheRun()
                        + ", without a label; if the label is among them, say which with ?label=COLUMN")
                .getMessage());
        return Optional.of(unlabeled.get(0));
    }

    /** A feature that is taken for the label would make a whole report that is wrong, so it is refused. */
    private Optional<CsvReading> readLabeled(CsvReadings partial, Consumer<String> note) throws BadDataException {
        List<CsvReading> labeled = labeled(partial);
        List<CsvReading> unlabeled = unlabeled(partial);
        if (labeled.isEmpty()) {
            return unlabeled.stream().findFirst();
        }
        if (labeled.size() > 1 || differ(all(partial))) {
            throw unclear();
        }
        if (!unlabeled.isEmpty()) {
            note.accept(rows.failure("read as the run's features and the label, without " + ignoredByTheRun()
                            + "; if another column is the label, say which with ?label=COLUMN")
                    .getMessage());
        }
        return Optional.of(labeled.get(0));
    }

    private static List<CsvReading> labeled(CsvReadings readings) {
        return readings.read(EnumSet.of(CsvRole.FEATURE, CsvRole.LABEL));
    }

    private static List<CsvReading> unlabeled(CsvReadings readings) {
        return readings.read(EnumSet.of(CsvRole.FEATURE));
    }

    /** The ways with the label among the columns of which nothing is said, and without it. */
    private List<CsvReading> all(CsvReadings readings) {
        return said.label().isPresent()
                ? unlabeled(readings)
                : Stream.concat(labeled(readings).stream(), unlabeled(readings).stream())
                        .toList();
    }

    /** Whether some have other features than others. */
    private static boolean differ(List<CsvReading> readings) {
        return readings.stream().map(CsvReading::features).distinct().count() > 1;
    }

    private String ignoredByTheRun() {
        return order.ignored().size() == 1 ? "the column that it ignored" : "the columns that it ignored";
    }

    private BadDataException unclear() {
        return rows.failure(
                rows.first(),
                "must tell which fields are features, but the " + names.size() + " can be the run's "
                        + order.roles().size() + " columns in several ways, as some are missing; say which is the label"
                        + " with ?label=COLUMN, and which others are no features with ?ignore=COLUMN");
    }

    private CsvReadings readings(List<String> example, IntPredicate stranger) {
        return new CsvReadings(
                order,
                IntStream.range(0, names.size())
                        .mapToObj(column -> roles(column, example.get(column), stranger))
                        .toList());
    }

    private Set<CsvRole> roles(int column, String cell, IntPredicate stranger) {
        Set<CsvRole> roles = EnumSet.noneOf(CsvRole.class);
        if (stranger.test(column)) {
            roles.add(CsvRole.STRANGER);
        }
        if (!said.isLabel(column)) {
            roles.add(CsvRole.IGNORED);
        }
        boolean text = CsvHeader.isText(cell);
        // Text that is no class may be a slip, and must not make another column a feature.
        if (!said.ignored().contains(column) && (!text || classes.contains(cell))) {
            roles.add(CsvRole.LABEL);
        }
        if (!said.isNoFeature(column) && !text) {
            roles.add(CsvRole.FEATURE);
        }
        return roles;
    }
}
