package org.snapshotensemble.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The order of the rows that a run was trained on, where its columns have no names: by it, rows of other files are read.
 *
 * @param features how many features a row has
 * @param label the label's place in a whole row
 * @param ignored the places in a whole row of what is neither feature nor label
 */
record CsvRunOrder(int features, int label, List<Integer> ignored) {

    CsvRunOrder {
        ignored = List.copyOf(ignored);
    }

    /** Whether rows must have the label. */
    enum LabelNeed {
        REQUIRED,
        OPTIONAL
    }

    /**
     * What columns are, other than features.
     *
     * @param label the label's, where it is among them
     * @param ignored those that the run ignored
     * @param ambiguous whether they could also be a label and features, without what the run ignored
     */
    record Reading(OptionalInt label, List<Integer> ignored, boolean ambiguous) {}

    /** As a run's text has it; a run whose columns have names has the label last, as far as anybody knows. */
    static CsvRunOrder of(Optional<CsvFormat> run, int features) {
        Optional<CsvFormat> numbered = run.filter(format -> !format.header().orElse(true));
        List<Integer> ignored = numbered.map(CsvFormat::ignore).orElse(List.of()).stream()
                .filter(CsvHeader::isNumber)
                .map(Integer::valueOf)
                .distinct()
                .toList();
        int last = features + ignored.size();
        int label = numbered.flatMap(CsvFormat::label)
                .filter(CsvHeader::isNumber)
                .map(Integer::valueOf)
                .orElse(last);
        // A manifest may come from anywhere.
        boolean possible =
                label <= last && !ignored.contains(label) && ignored.stream().allMatch(column -> column <= last);
        return possible ? new CsvRunOrder(features, label, ignored) : new CsvRunOrder(features, features, List.of());
    }

    /** The same of rows from which what the run ignored is taken away. */
    CsvRunOrder withoutIgnored() {
        long before = ignored.stream().filter(column -> column < label).count();
        return new CsvRunOrder(features, (int) (label - before), List.of());
    }

    /**
     * Reads a row of which label, ignored columns or both may be missing.
     *
     * @param columns the row's columns in order, without those of which something else is said
     * @param labelSaid whether the label is one of those
     * @return empty where they are too many or too few
     */
    Optional<Reading> read(List<Integer> columns, boolean labelSaid, LabelNeed need) {
        int count = columns.size();
        int unlabelled = features + ignored.size();
        if (!labelSaid && count == unlabelled + 1) {
            List<Integer> left = ignored.stream().map(columns::get).toList();
            return Optional.of(new Reading(OptionalInt.of(columns.get(label)), left, false));
        }
        boolean one = ignored.size() == 1;
        if (!labelSaid && count == features + 1 && (need == LabelNeed.REQUIRED || !one)) {
            int place = withoutIgnored().label;
            return Optional.of(new Reading(OptionalInt.of(columns.get(place)), List.of(), false));
        }
        if (count == unlabelled) {
            List<Integer> left = ignored.stream()
                    .map(column -> columns.get(column > label ? column - 1 : column))
                    .toList();
            return Optional.of(new Reading(OptionalInt.empty(), left, !labelSaid && one));
        }
        return count == features ? Optional.of(new Reading(OptionalInt.empty(), List.of(), false)) : Optional.empty();
    }
}
