package org.snapshotensemble.data;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which examples are trained on, which choose, and which only measure: three sets of indices, no index in two of them,
 * together all examples, each in ascending order.
 */
public final class DataSplit {

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
        List<Integer> train = new ArrayList<>();
        List<Integer> validation = new ArrayList<>();
        List<Integer> test = new ArrayList<>();
        for (List<Integer> examples : shuffledByClass(data, seed)) {
            int all = examples.size();
            int keptBack = validationFraction > 0 && all >= 3 ? 2 : 1;
            int testCount = share(all, testFraction, all - keptBack);
            int rest = all - testCount;
            int validationCount = share(rest, validationFraction, rest - 1);
            test.addAll(examples.subList(0, testCount));
            validation.addAll(examples.subList(testCount, testCount + validationCount));
            train.addAll(examples.subList(testCount + validationCount, all));
        }
        checkNotEmpty("test", test, testFraction, data);
        checkNotEmpty("validation", validation, validationFraction, data);
        return new DataSplit(ascending(train), ascending(validation), ascending(test));
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

    private static List<List<Integer>> shuffledByClass(LabelledData data, long seed) {
        boolean classes = data.description().task() == Task.CLASSIFICATION;
        int[] classOf = classes ? data.classIndices() : new int[data.size()];
        List<List<Integer>> byClass = Stream.generate(() -> (List<Integer>) new ArrayList<Integer>())
                .limit(classes ? data.outputs() : 1)
                .toList();
        for (int example : BatchOrder.shuffled(seed).permutation(0, data.size())) {
            byClass.get(classOf[example]).add(example);
        }
        return byClass;
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

    private static void checkNotEmpty(String part, List<Integer> indices, double fraction, LabelledData data) {
        if (fraction > 0 && indices.isEmpty()) {
            throw new IllegalArgumentException("the " + part + " part must have at least one example, a share of "
                    + fraction + " leaves it none of " + data.size());
        }
    }

    private static int[] ascending(List<Integer> indices) {
        return indices.stream().mapToInt(Integer::intValue).sorted().toArray();
    }
}
