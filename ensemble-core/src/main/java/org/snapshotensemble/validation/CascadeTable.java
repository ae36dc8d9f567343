package org.snapshotensemble.validation;

import java.util.Arrays;
import java.util.List;

/** How sure the mean of the first 1, 2, … members is of each validation example, and whether it is right. */
final class CascadeTable {

    /** {@code [stage][example]}. */
    private final double[][] confidence;

    private final boolean[][] right;

    private CascadeTable(double[][] confidence, boolean[][] right) {
        this.confidence = confidence;
        this.right = right;
    }

    static CascadeTable of(ValidationAnswers answers, List<Integer> order) {
        int examples = answers.examples();
        double[][] confidence = new double[order.size()][examples];
        boolean[][] right = new boolean[order.size()][examples];
        double[][] sums = new double[examples][];
        for (int stage = 0; stage < order.size(); stage++) {
            double[][] rows = answers.rows(order.get(stage));
            for (int example = 0; example < examples; example++) {
                sums[example] = stage == 0 ? rows[example] : sum(sums[example], rows[example]);
                double[] mean = new double[sums[example].length];
                for (int column = 0; column < mean.length; column++) {
                    mean[column] = sums[example][column] / (stage + 1);
                }
                double[] probabilities = ValidationAnswers.probabilities(mean);
                int likeliest = indexOfMaximum(probabilities);
                confidence[stage][example] = probabilities[likeliest];
                right[stage][example] = likeliest == answers.truth(example);
            }
        }
        return new CascadeTable(confidence, right);
    }

    private static double[] sum(double[] one, double[] other) {
        double[] sum = one.clone();
        for (int column = 0; column < sum.length; column++) {
            sum[column] += other[column];
        }
        return sum;
    }

    private static int indexOfMaximum(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    private int examples() {
        return confidence[0].length;
    }

    double accuracyOfAll() {
        int found = 0;
        for (boolean isRight : right[right.length - 1]) {
            found += isRight ? 1 : 0;
        }
        return (double) found / examples();
    }

    /** All of them but the last stage's, after which there is nobody left to ask. */
    double[] sortedConfidences() {
        int stages = Math.max(1, confidence.length - 1);
        return Arrays.stream(confidence, 0, stages)
                .flatMapToDouble(Arrays::stream)
                .sorted()
                .toArray();
    }

    CascadePoint at(double threshold) {
        long asked = 0;
        int found = 0;
        for (int example = 0; example < examples(); example++) {
            int stage = 0;
            while (stage < confidence.length - 1 && confidence[stage][example] < threshold) {
                stage++;
            }
            asked += stage + 1;
            found += right[stage][example] ? 1 : 0;
        }
        return new CascadePoint(threshold, (double) found / examples(), (double) asked / examples());
    }
}
