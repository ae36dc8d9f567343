package org.snapshotensemble.validation;

import org.snapshotensemble.backend.MatrixRows;
import org.snapshotensemble.ensemble.Combiner;
import org.snapshotensemble.network.Probability;

/**
 * The temperature under which the combined probabilities have the least log loss on validation data: each is raised to the
 * power of {@code 1/temperature}, and they are divided by their sum (Guo et al. 2017, arXiv 1706.04599, section 4.2, on the
 * logarithm of the combined probabilities: fitted after averaging, as Ashukha et al. 2020, arXiv 2002.06470, ask for).
 *
 * <p>A temperature above 1 makes the ensemble less sure of itself. It changes no predicted class but by rounding.
 *
 * <p>Where every validation example is right, log loss falls for ever as the temperature does: such data tell nothing of how
 * sure to be, and the temperature is 1. Whoever took the lowest would pay for the first wrong example with all of it.
 *
 * @param value the temperature, in {@code [0.01, 100]}
 * @param logLossBefore log loss on the validation data at a temperature of 1
 * @param logLossAfter log loss at this temperature
 */
public record Temperature(double value, double logLossBefore, double logLossAfter) {

    /** The largest power, {@code 1/temperature}, that is tried; the smallest is its reciprocal. */
    private static final double LARGEST = 100;

    private static final int HALVINGS = 100;

    /**
     * Fits the temperature.
     *
     * @param answers of a classification
     * @param combiner the rule that makes one distribution of the members'
     * @throws IllegalArgumentException if it is no classification
     */
    public static Temperature of(ValidationAnswers answers, Combiner combiner) {
        if (!answers.kind().isClassification()) {
            throw new IllegalArgumentException("a temperature is fitted to class probabilities, was " + answers.kind());
        }
        double[][] logs = logs(MatrixRows.of(combiner.combine(answers.array(), answers.kind())));
        int[] truth = new int[logs.length];
        for (int row = 0; row < truth.length; row++) {
            truth[row] = answers.truth(row);
        }
        double power = power(logs, truth);
        return new Temperature(1 / power, logLoss(logs, truth, 1), logLoss(logs, truth, power));
    }

    private static double power(double[][] logs, int[] truth) {
        if (slope(logs, truth, LARGEST) <= 0) {
            return 1;
        }
        double low = -Math.log(LARGEST);
        double high = Math.log(LARGEST);
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (slope(logs, truth, Math.exp(middle)) <= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.exp((low + high) / 2);
    }

    private static double[][] logs(double[][] combined) {
        double[][] logs = new double[combined.length][];
        for (int row = 0; row < logs.length; row++) {
            logs[row] = ValidationAnswers.probabilities(combined[row]).clone();
            for (int column = 0; column < logs[row].length; column++) {
                logs[row][column] = Math.log(Math.max(logs[row][column], Probability.SMALLEST));
            }
        }
        return logs;
    }

    /** The derivative of log loss by the power, which grows with it: log loss is convex in the power. */
    private static double slope(double[][] logs, int[] truth, double power) {
        double sum = 0;
        for (int row = 0; row < logs.length; row++) {
            double total = 0;
            double weighted = 0;
            double largest = largest(logs[row]);
            for (double log : logs[row]) {
                double share = Math.exp(power * (log - largest));
                total += share;
                weighted += share * log;
            }
            sum += weighted / total - logs[row][truth[row]];
        }
        return sum / logs.length;
    }

    private static double logLoss(double[][] logs, int[] truth, double power) {
        double sum = 0;
        for (int row = 0; row < logs.length; row++) {
            double total = 0;
            double largest = largest(logs[row]);
            for (double log : logs[row]) {
                total += Math.exp(power * (log - largest));
            }
            sum += Math.log(total) - power * (logs[row][truth[row]] - largest);
        }
        return sum / logs.length;
    }

    /**
     * Returns a distribution at this temperature.
     *
     * @param probabilities one a class
     */
    public double[] applyTo(double[] probabilities) {
        double[] tempered = probabilities.clone();
        double largest = largest(probabilities);
        double sum = 0;
        for (int label = 0; label < tempered.length; label++) {
            tempered[label] = Math.pow(Math.max(probabilities[label], Probability.SMALLEST) / largest, 1 / value);
            sum += tempered[label];
        }
        for (int label = 0; label < tempered.length; label++) {
            tempered[label] /= sum;
        }
        return tempered;
    }

    /** Returns a rule's answers at this temperature. */
    public Combiner of(Combiner combiner) {
        return Combiner.tempered(combiner, value);
    }

    private static double largest(double[] values) {
        double largest = values[0];
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }
}
