package org.snapshotensemble.benchmarks.claim;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.snapshotensemble.evaluation.McNemar;

/**
 * The results of two recipes under the same seeds.
 *
 * @param pairs one a seed
 */
record SeedPairs(List<Pair> pairs) {

    /** Fewer points are what is left of accuracies that even each other out. */
    private static final double ROUNDING = 1e-9;

    SeedPairs {
        pairs = List.copyOf(pairs);
    }

    /** Two results of the same seed. */
    record Pair(CellResult one, CellResult other) {

        double difference(ToDoubleFunction<CellResult> figure) {
            return figure.applyAsDouble(one) - figure.applyAsDouble(other);
        }

        int onlyOneRight() {
            return CorrectExamples.onlyIn(CorrectExamples.parse(one.correct()), CorrectExamples.parse(other.correct()));
        }

        Pair swapped() {
            return new Pair(other, one);
        }
    }

    /** Of the seeds under which neither recipe failed. */
    static SeedPairs of(List<CellResult> ones, List<CellResult> others) {
        return new SeedPairs(ones.stream()
                .filter(one -> one.failure().isEmpty())
                .flatMap(one -> others.stream()
                        .filter(other ->
                                other.seed() == one.seed() && other.failure().isEmpty())
                        .map(other -> new Pair(one, other)))
                .toList());
    }

    boolean isEmpty() {
        return pairs.isEmpty();
    }

    int size() {
        return pairs.size();
    }

    /** The mean accuracy of the one over these seeds; there must be a pair. */
    double accuracy() {
        return mean(pair -> pair.one().accuracy());
    }

    /** That of the other. */
    double otherAccuracy() {
        return mean(pair -> pair.other().accuracy());
    }

    /** The mean of a figure, over the pairs. */
    double mean(ToDoubleFunction<Pair> figure) {
        return pairs.stream().mapToDouble(figure).average().orElseThrow();
    }

    /** The mean difference, in points: hundredths of the test examples. */
    double points() {
        double points = 100 * difference(CellResult::accuracy);
        return Math.abs(points) < ROUNDING ? 0 : points;
    }

    /** The mean difference of a figure, the one's less the other's; there must be a pair. */
    double difference(ToDoubleFunction<CellResult> figure) {
        return mean(pair -> pair.difference(figure));
    }

    /** The test of the accuracies over the seeds; none where they are too few to tell anything. */
    SeedDifferences overSeeds() {
        return overSeeds(CellResult::accuracy);
    }

    /** The test of another figure. */
    SeedDifferences overSeeds(ToDoubleFunction<CellResult> figure) {
        return SeedDifferences.of(
                pairs.stream().mapToDouble(pair -> pair.difference(figure)).toArray());
    }

    /** The test over the test examples of all seeds. */
    McNemar overExamples() {
        return new McNemar(sum(Pair::onlyOneRight), sum(pair -> pair.swapped().onlyOneRight()));
    }

    private int sum(ToIntFunction<Pair> count) {
        return pairs.stream().mapToInt(count).sum();
    }
}
