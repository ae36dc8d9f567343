package org.snapshotensemble.evaluation;

import com.google.common.collect.ImmutableList;
import java.util.List;

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

    /** Whether the model takes part in a comparison. */
    boolean isCompared(int model) {
        return model == ensemble || rivals.stream().anyMatch(rival -> rival.model() == model);
    }
}
