package org.snapshotensemble.evaluation;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.stream.DoubleStream;
import org.apache.commons.numbers.core.Sum;
import org.snapshotensemble.network.LikeliestClass;
import org.snapshotensemble.network.Probability;
import org.snapshotensemble.validation.Temperature;

/**
 * One classifier's figures, gathered example by example. It keeps no probabilities: a bit an example, and the log loss
 * of each only where a comparison will need it.
 */
final class ClassificationTally {

    private final String name;
    private final int[][] counts;
    private final Sum logLoss = Sum.create();
    private final Sum brier = Sum.create();
    private final BitSet right = new BitSet();
    private final DoubleStream.Builder logLosses = DoubleStream.builder();
    private final DoubleConsumer keep;
    private final Optional<Temperature> temperature;
    private final DoubleStream.Builder temperedLosses = DoubleStream.builder();
    private int examples;

    private ClassificationTally(String name, int classes, Retention retention, Optional<Temperature> temperature) {
        this.name = name;
        this.temperature = temperature;
        counts = new int[classes][classes];
        keep = retention == Retention.EACH_EXAMPLE ? logLosses : loss -> {};
    }

    /** A tally of a model that is measured alone. */
    static ClassificationTally ofSums(String name, int classes) {
        return new ClassificationTally(name, classes, Retention.SUMS, Optional.empty());
    }

    /**
     * A tally of a model that is compared with another, example by example.
     *
     * @param temperature what to compare its probabilities at besides
     */
    static ClassificationTally ofExamples(String name, int classes, Optional<Temperature> temperature) {
        return new ClassificationTally(name, classes, Retention.EACH_EXAMPLE, temperature);
    }

    /**
     * Counts one example.
     *
     * @param actual the label
     * @param probabilities one a class
     * @throws IllegalArgumentException if a probability is not finite
     */
    void add(int actual, double[] probabilities) {
        requireFinite(name, examples, probabilities);
        for (int label = 0; label < counts.length; label++) {
            double difference = label == actual ? probabilities[label] - 1 : probabilities[label];
            brier.addProduct(difference, difference);
        }
        int predicted = LikeliestClass.of(probabilities);
        double loss = logLoss(probabilities[actual]);
        logLoss.add(loss);
        keep.accept(loss);
        temperature.ifPresent(fitted -> temperedLosses.add(logLoss(fitted.applyTo(probabilities)[actual])));
        counts[actual][predicted]++;
        right.set(examples, predicted == actual);
        examples++;
    }

    /**
     * Refuses what is no number.
     *
     * @param name the model's
     * @param row the example's, from 0
     * @throws IllegalArgumentException if a probability is not finite
     */
    static void requireFinite(String name, int row, double[] probabilities) {
        for (int label = 0; label < probabilities.length; label++) {
            if (!Double.isFinite(probabilities[label])) {
                throw new IllegalArgumentException("%s, row %s: probability of class %s must be finite, was %s"
                        .formatted(name, row, label, probabilities[label]));
            }
        }
    }

    /** The log loss of an example whose class has this probability. */
    static double logLoss(double probability) {
        return -StrictMath.log(Math.max(probability, Probability.SMALLEST));
    }

    /** The figures so far. */
    ClassificationMetrics metrics(List<String> classNames) {
        return new ClassificationMetrics(
                ConfusionMatrix.of(counts),
                classNames,
                logLoss.getAsDouble() / examples,
                brier.getAsDouble() / examples);
    }

    /** The examples that the model gets right. */
    BitSet right() {
        return (BitSet) right.clone();
    }

    /** How many examples this model gets right and {@code other} does not. */
    int rightWhereWrong(ClassificationTally other) {
        BitSet alone = (BitSet) right.clone();
        alone.andNot(other.right);
        return alone.cardinality();
    }

    /** The log loss of each example, in order. To be called once, when all are counted. */
    double[] logLosses() {
        double[] losses = logLosses.build().toArray();
        if (losses.length != examples) {
            throw new IllegalStateException(name + " was tallied without its examples");
        }
        return losses;
    }

    /** The same at the model's temperature, where it has one. To be called once, when all are counted. */
    Optional<double[]> temperedLogLosses() {
        return temperature.map(fitted -> temperedLosses.build().toArray());
    }

    private enum Retention {
        SUMS,
        EACH_EXAMPLE
    }
}
