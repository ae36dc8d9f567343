package org.snapshotensemble.validation;

import org.snapshotensemble.network.Probability;

/**
 * The error of a weighted mean of the members on validation data: log loss of a classification, mean squared error of a
 * regression. As a function of the weights it is convex, whichever it is: in each row a convex function of the mean.
 */
final class MeanError {

    private final boolean logLoss;
    /** {@code [members][rows]}: the probability of the true class, or the difference to the target. */
    private final double[][] values;

    private MeanError(boolean logLoss, double[][] values) {
        this.logLoss = logLoss;
        this.values = values;
    }

    static MeanError of(ValidationAnswers answers) {
        boolean logLoss = answers.kind().isClassification();
        double[][] values = new double[answers.members()][];
        for (int member = 0; member < values.length; member++) {
            double[][] rows = answers.rows(member);
            values[member] = logLoss ? ofTruth(rows, answers) : differences(rows, answers);
        }
        return new MeanError(logLoss, values);
    }

    private static double[] ofTruth(double[][] rows, ValidationAnswers answers) {
        double[] probabilities = new double[rows.length];
        for (int row = 0; row < rows.length; row++) {
            double probability = ValidationAnswers.probabilities(rows[row])[answers.truth(row)];
            probabilities[row] = Math.max(probability, Probability.SMALLEST);
        }
        return probabilities;
    }

    private static double[] differences(double[][] rows, ValidationAnswers answers) {
        int columns = rows[0].length;
        double[] differences = new double[rows.length * columns];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < columns; column++) {
                differences[row * columns + column] = rows[row][column] - answers.target(row)[column];
            }
        }
        return differences;
    }

    int members() {
        return values.length;
    }

    private int rows() {
        return values[0].length;
    }

    /** The error of one member alone. */
    double ofMember(int member) {
        return ofMean(values[member]);
    }

    /** The error under weights that sum to one. */
    double at(double[] weights) {
        return ofMean(mean(weights));
    }

    /** The error if a member joined others, each of which counts as often as it is among them. */
    double withOneMore(double[] sumOfOthers, int others, int member) {
        double[] mean = new double[rows()];
        for (int row = 0; row < mean.length; row++) {
            mean[row] = (sumOfOthers[row] + values[member][row]) / (others + 1);
        }
        return ofMean(mean);
    }

    /** Adds a member's values to a sum over members. */
    void addTo(double[] sum, int member) {
        for (int row = 0; row < sum.length; row++) {
            sum[row] += values[member][row];
        }
    }

    double[] noSum() {
        return new double[rows()];
    }

    double[] mean(double[] weights) {
        double[] mean = new double[rows()];
        for (int member = 0; member < weights.length; member++) {
            if (weights[member] != 0) {
                for (int row = 0; row < mean.length; row++) {
                    mean[row] += weights[member] * values[member][row];
                }
            }
        }
        return mean;
    }

    /** The derivative by each member's weight. */
    double[] gradient(double[] mean) {
        double[] gradient = new double[members()];
        for (int row = 0; row < mean.length; row++) {
            double slope = slope(mean[row]);
            for (int member = 0; member < gradient.length; member++) {
                gradient[member] += slope * values[member][row];
            }
        }
        for (int member = 0; member < gradient.length; member++) {
            gradient[member] /= mean.length;
        }
        return gradient;
    }

    /** The derivative by how much weight goes from one member to another, when so much has gone. */
    double slope(double[] mean, int from, int to, double moved) {
        double sum = 0;
        for (int row = 0; row < mean.length; row++) {
            double difference = values[to][row] - values[from][row];
            sum += slope(mean[row] + moved * difference) * difference;
        }
        return sum / mean.length;
    }

    private double ofMean(double[] mean) {
        double sum = 0;
        for (double value : mean) {
            sum += logLoss ? -Math.log(value) : value * value;
        }
        return sum / mean.length;
    }

    private double slope(double value) {
        return logLoss ? -1 / value : 2 * value;
    }
}
