package org.snapshotensemble.evaluation;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;

/**
 * What a scoring found.
 *
 * @param metrics one a model, in the order of the models
 * @param comparisons one a rival, in the order of the rivals
 * @param analysis of the ensemble and its members
 * @param cascade of the ensemble's cascade, where its rule is one
 * @param ensemble what the ensemble made of each example
 */
record Scores(
        List<Metrics> metrics,
        List<Comparison> comparisons,
        Analysis analysis,
        Optional<CascadeFigures> cascade,
        ExampleScores ensemble) {

    Scores {
        metrics = ImmutableList.copyOf(metrics);
        comparisons = ImmutableList.copyOf(comparisons);
    }
}
