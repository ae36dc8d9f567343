package org.snapshotensemble.validation;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.snapshotensemble.backend.MatrixRows;
import org.snapshotensemble.ensemble.Combiner;
import org.snapshotensemble.network.Probability;

/**
 * The temperature under which the combined probabilities have the least log loss on validation data: each is raised to the
 * power of {@code 1/temperature}, and they are divided by their sum (Guo et al. 2017, arXiv 1706.04599, section 4.2, on the
 * logarithm of the combined probabilities: fitted after averaging, as Ashukha et al. 2020, arXiv 2002.06470, ask for).
 *
 * <p>A temperature above 1 makes the answers less sure of themselves. It changes no predicted class but by rounding.
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
        double[][] combined = MatrixRows.of(combiner.combine(answers.array(), answers.kind()));
        double[][] probabilities =
                Arrays.stream(combined).map(ValidationAnswers::probabilities).toArray(double[][]::new);
        return of(
                probabilities,
                IntStream.range(0, combined.length).map(answers::truth).toArray());
    }

    /**
     * Fits the temperature of any one classifier, to what it says of examples that neither trained nor will test it.
     *
     * @param probabilities one a class, {@code [examples][classes]}
     * @param classes the examples' own, from 0, {@code [examples]}
     * @throws IllegalArgumentException if there is no example, not one class for each, or a class or probability that cannot be
     */
    public static Temperature of(double[][] probabilities, int[] classes) {
        check(probabilities, classes);
        double[][] logs = logs(probabilities);
        double power = power(logs, classes);
        return new Temperature(1 / power, logLoss(logs, classes, 1), logLoss(logs, classes, power));
    }

    private static void check(double[][] probabilities, int[] classes) {
        checkArgument(probabilities.length > 0, "the validation data must have >= 1 example, had 0");
        checkArgument(
                classes.length == probabilities.length,
                "classes must be %s, one an example, were %s",
                probabilities.length,
                classes.length);
        for (int row = 0; row < classes.length; row++) {
            int columns = probabilities[row].length;
            checkArgument(
                    classes[row] >= 0 && classes[row] < columns,
                    "row %s: class must be >= 0 and < %s, was %s",
                    row,
                    columns,
                    classes[row]);
            for (double probability : probabilities[row]) {
                if (!Double.isFinite(probability)) {
                    throw new IllegalArgumentException(
                            "row %s: probability must be finite, was %s".formatted(row, probability));
                }
            }
        }
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

    private static double[][] logs(double[][] probabilities) {
        double[][] logs = new double[probabilities.length][];
        for (int row = 0; row < logs.length; row++) {
            logs[row] = probabilities[row].clone();
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
