package org.snapshotensemble.benchmarks.claim;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.snapshotensemble.evaluation.McNemar;
import org.snapshotensemble.evaluation.seeds.PairedDifferences;

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

        double difference() {
            return one.accuracy() - other.accuracy();
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
        double points = 100 * mean(Pair::difference);
        return Math.abs(points) < ROUNDING ? 0 : points;
    }

    /** The test over the seeds; none where they are too few to tell anything. */
    Optional<PairedDifferences> overSeeds() {
        return size() < PairedDifferences.FEWEST_TO_TELL
                ? Optional.empty()
                : Optional.of(PairedDifferences.of(
                        pairs.stream().mapToDouble(Pair::difference).toArray()));
    }

    /** The test over the test examples of all seeds. */
    McNemar overExamples() {
        return new McNemar(sum(Pair::onlyOneRight), sum(pair -> pair.swapped().onlyOneRight()));
    }

    private int sum(ToIntFunction<Pair> count) {
        return pairs.stream().mapToInt(count).sum();
    }

    /** A probability as a table has it. */
    static String probability(double p) {
        return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p);
    }
}
