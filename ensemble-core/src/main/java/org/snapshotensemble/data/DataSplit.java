package org.snapshotensemble.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Which examples are trained on, which choose, and which only measure: three sets of indices, no index in two of them,
 * together all examples, each in ascending order.
 */
public final class DataSplit {

    private enum Part {
        TRAIN,
        VALIDATION,
        TEST
    }

    private final int[] train;
    private final int[] validation;
    private final int[] test;

    private DataSplit(int[] train, int[] validation, int[] test) {
        this.train = train;
        this.validation = validation;
        this.test = test;
    }

    /**
     * Splits by class, so that every part has the classes in about the same proportions. The examples of a class are
     * taken at random; the numbers are rounded for each class. A class of three examples or more is in every part whose
     * fraction is not 0, one of two in the test and the training part, a single example is trained on. For regression
     * all examples are one class. The same data, fractions and seed give the same split.
     *
     * @param testFraction the test part's share of all examples, in [0, 1); with 0 it is empty
     * @param validationFraction the validation part's share of what the test part leaves, in [0, 1); with 0 it is empty
     * @param seed every value is a seed, 0 included
     * @throws IllegalArgumentException if a fraction is out of range, or a part with a fraction above 0 would be empty
     */
    public static DataSplit stratified(LabelledData data, double testFraction, double validationFraction, long seed) {
        checkFraction("testFraction", testFraction);
        checkFraction("validationFraction", validationFraction);
        Part[] partOf = new Part[data.size()];
        for (int[] examples : shuffledByClass(data, seed)) {
            int all = examples.length;
            int keptBack = validationFraction > 0 && all >= 3 ? 2 : 1;
            int testCount = share(all, testFraction, all - keptBack);
            int rest = all - testCount;
            int validationCount = share(rest, validationFraction, rest - 1);
            for (int i = 0; i < all; i++) {
                partOf[examples[i]] =
                        i < testCount ? Part.TEST : i < testCount + validationCount ? Part.VALIDATION : Part.TRAIN;
            }
        }
        DataSplit split =
                new DataSplit(rows(partOf, Part.TRAIN), rows(partOf, Part.VALIDATION), rows(partOf, Part.TEST));
        checkNotEmpty("test", split.test, testFraction, data);
        checkNotEmpty("validation", split.validation, validationFraction, data);
        return split;
    }

    /** Indices of the training part; never empty. */
    public int[] train() {
        return train.clone();
    }

    /** Indices of the part that chooses members, weights and the best single model. */
    public int[] validation() {
        return validation.clone();
    }

    /** Indices of the part that chooses nothing. */
    public int[] test() {
        return test.clone();
    }

    /** The examples of each class, in the order in which they are taken. */
    private static int[][] shuffledByClass(LabelledData data, long seed) {
        boolean classes = data.description().task() == Task.CLASSIFICATION;
        int[] classOf = classes ? data.classIndices() : new int[data.size()];
        int[] counts = new int[classes ? data.outputs() : 1];
        for (int label : classOf) {
            counts[label]++;
        }
        int[][] byClass = Arrays.stream(counts).mapToObj(int[]::new).toArray(int[][]::new);
        for (int example : BatchOrder.shuffled(seed).permutation(0, data.size())) {
            int label = classOf[example];
            counts[label]--;
            byClass[label][byClass[label].length - 1 - counts[label]] = example;
        }
        return byClass;
    }

    private static int[] rows(Part[] partOf, Part part) {
        return IntStream.range(0, partOf.length)
                .filter(example -> partOf[example] == part)
                .toArray();
    }

    /** The rounded share, at least one if the fraction is above 0, but never more than the limit. */
    private static int share(int examples, double fraction, int limit) {
        int rounded = (int) Math.round(examples * fraction);
        int wanted = fraction > 0 ? Math.max(1, rounded) : 0;
        return Math.max(0, Math.min(limit, wanted));
    }

    private static void checkFraction(String name, double fraction) {
        if (!(fraction >= 0 && fraction < 1)) {
            throw new IllegalArgumentException(name + " must be in [0, 1), was " + fraction);
        }
    }

    private static void checkNotEmpty(String part, int[] rows, double fraction, LabelledData data) {
        if (fraction > 0 && rows.length == 0) {
            throw new IllegalArgumentException("the " + part + " part must have at least one example, a share of "
                    + fraction + " leaves it none of " + data.size());
        }
    }
}
