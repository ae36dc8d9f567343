package org.snapshotensemble.evaluation;

import com.google.common.collect.ImmutableList;
import java.util.List;

/**
 * What a scoring found.
 *
 * @param metrics one a model, in the order of the models
 * @param comparisons one a rival, in the order of the rivals
 * @param analysis of the ensemble and its members
 */
record Scores(List<Metrics> metrics, List<Comparison> comparisons, Analysis analysis) {

    Scores {
        metrics = ImmutableList.copyOf(metrics);
        comparisons = ImmutableList.copyOf(comparisons);
    }
}
