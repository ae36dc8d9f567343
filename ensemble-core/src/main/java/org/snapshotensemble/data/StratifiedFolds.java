package org.snapshotensemble.data;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A data set cut in folds for cross-validation: every example is in exactly one fold, which measures it once.
 *
 * <p>Two folds differ by at most one example, and by at most one of each class. The examples of a class are taken at
 * random, by the seed; for regression all examples are one class. The same data, number and seed give the same folds.
 */
public final class StratifiedFolds {

    private final LabelledData data;
    private final int folds;
    private final long seed;
    private final int[] foldOf;

    private StratifiedFolds(LabelledData data, int folds, long seed, int[] foldOf) {
        this.data = data;
        this.folds = folds;
        this.seed = seed;
        this.foldOf = foldOf;
    }

    /**
     * Cuts.
     *
     * @param folds how many, at least 2, and at most the examples of the smallest class that has any
     * @param seed every value is a seed, 0 included
     * @throws IllegalArgumentException if there are too few or too many folds
     */
    public static StratifiedFolds of(LabelledData data, int folds, long seed) {
        if (folds < 2) {
            throw new IllegalArgumentException("folds must be at least 2, was " + folds);
        }
        if (folds > data.size()) {
            throw new IllegalArgumentException(
                    "folds must be at most " + data.size() + ", the number of examples, was " + folds);
        }
        boolean classes = data.description().task() == Task.CLASSIFICATION;
        int[] classOf = classes ? data.classIndices() : new int[data.size()];
        int[] counts = new int[classes ? data.outputs() : 1];
        for (int label : classOf) {
            counts[label]++;
        }
        if (classes) {
            requireOneInEachFold(data, counts, folds);
        }
        return new StratifiedFolds(data, folds, seed, deal(classOf, counts, folds, seed));
    }

    private static void requireOneInEachFold(LabelledData data, int[] counts, int folds) {
        int smallest = IntStream.range(0, counts.length)
                .filter(label -> counts[label] > 0)
                .reduce((one, other) -> counts[other] < counts[one] ? other : one)
                .orElseThrow();
        if (folds > counts[smallest]) {
            throw new IllegalArgumentException("folds must be at most " + counts[smallest]
                    + ", the examples of the smallest class, "
                    + Quote.of(data.description().classes().get(smallest)) + ", was " + folds);
        }
    }

    /** Deals class after class like cards; where one class ends the next goes on, so that the folds stay equally large. */
    private static int[] deal(int[] classOf, int[] counts, int folds, long seed) {
        int[] next = new int[counts.length];
        for (int label = 1; label < counts.length; label++) {
            next[label] = next[label - 1] + counts[label - 1];
        }
        int[] foldOf = new int[classOf.length];
        for (int example : BatchOrder.shuffled(seed).permutation(0, classOf.length)) {
            foldOf[example] = next[classOf[example]]++ % folds;
        }
        return foldOf;
    }

    /** The number of folds. */
    public int count() {
        return folds;
    }

    /** The examples that a fold measures: indices in ascending order, never empty. */
    public int[] test(int fold) {
        requireFold(fold);
        return rows(example -> foldOf[example] == fold);
    }

    /** All other examples: indices in ascending order, never empty. */
    public int[] training(int fold) {
        requireFold(fold);
        return rows(example -> foldOf[example] != fold);
    }

    /**
     * The parts of a fold: what it measures, and the rest split by class as {@link DataSplit#stratified} does.
     *
     * @param fold the fold, from 0
     * @param validationFraction the share of the rest that chooses, in [0, 1); with 0 there is no such part
     * @throws IllegalArgumentException if the fraction is out of range or leaves the validation part no example
     */
    public DataParts parts(int fold, double validationFraction) {
        return DataParts.withFold(data.rows(training(fold)), data.rows(test(fold)), validationFraction, seed);
    }

    private int[] rows(IntPredicate wanted) {
        return IntStream.range(0, foldOf.length).filter(wanted).toArray();
    }

    private void requireFold(int fold) {
        if (fold < 0 || fold >= folds) {
            throw new IllegalArgumentException("fold must be in [0, " + folds + "), was " + fold);
        }
    }

    @Override
    public String toString() {
        return "StratifiedFolds[" + folds + " of " + data.size() + " examples, seed " + seed + "]";
    }
}
