package org.snapshotensemble.data;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The order of the rows that a run was trained on, where its columns have no names: by it, rows of other files are read.
 *
 * @param features how many features a row has
 * @param label the label's place in a whole row
 * @param ignored the places in a whole row of what is neither feature nor label
 */
record CsvRunOrder(int features, int label, Set<Integer> ignored) {

    CsvRunOrder {
        ignored = Set.copyOf(ignored);
    }

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
        return possible
                ? new CsvRunOrder(features, label, Set.copyOf(ignored))
                : new CsvRunOrder(features, features, Set.of());
    }

    /** What stands where in a whole row. */
    List<CsvRole> roles() {
        return IntStream.rangeClosed(0, features + ignored.size())
                .mapToObj(this::role)
                .toList();
    }

    private CsvRole role(int place) {
        if (place == label) {
            return CsvRole.LABEL;
        }
        return ignored.contains(place) ? CsvRole.IGNORED : CsvRole.FEATURE;
    }
}
