package org.snapshotensemble.validation;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The same once more, the plain way. */
final class BruteForce {

    private final ValidationAnswers answers;
    private final double[][][] rows;

    BruteForce(ValidationAnswers answers) {
        this.answers = answers;
        rows = IntStream.range(0, answers.members()).mapToObj(answers::rows).toArray(double[][][]::new);
    }

    /** The error of the weighted mean. */
    double error(double[] weights) {
        double total = Arrays.stream(weights).sum();
        double sum = 0;
        int terms = 0;
        for (int example = 0; example < answers.examples(); example++) {
            double[] mean = mean(weights, total, example);
            if (answers.kind().isClassification()) {
                sum -= Math.log(ValidationAnswers.probabilities(mean)[answers.truth(example)]);
                terms++;
            } else {
                for (int column = 0; column < mean.length; column++) {
                    sum += Math.pow(mean[column] - answers.target(example)[column], 2);
                    terms++;
                }
            }
        }
        return sum / terms;
    }

    private double[] mean(double[] weights, double total, int example) {
        double[] mean = new double[rows[0][example].length];
        for (int member = 0; member < weights.length; member++) {
            for (int column = 0; column < mean.length; column++) {
                mean[column] += rows[member][example][column] * weights[member] / total;
            }
        }
        return mean;
    }
}
