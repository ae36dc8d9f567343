package org.snapshotensemble.evaluation;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The models that are measured together.
 *
 * @param models their names, for messages
 * @param ensemble the ensemble's place among them, from 0
 * @param rivals the models that the ensemble is compared with
 */
record Lineup(List<String> models, int ensemble, List<Rival> rivals) {

    Lineup {
        models = ImmutableList.copyOf(models);
        rivals = ImmutableList.copyOf(rivals);
    }

    /** How many members there are; they are the first models. */
    int members() {
        return (ensemble + 1) / 2;
    }

    /** The models that take part in a comparison: the ensemble, then each other one once. */
    List<Integer> compared() {
        return Stream.concat(Stream.of(ensemble), rivals.stream().map(Rival::model))
                .distinct()
                .toList();
    }
}
