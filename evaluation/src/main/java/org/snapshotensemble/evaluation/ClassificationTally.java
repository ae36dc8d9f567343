package org.snapshotensemble.evaluation;

import java.util.BitSet;
import java.util.List;
import java.util.function.DoubleConsumer;
import java.util.stream.DoubleStream;
import org.apache.commons.numbers.core.Sum;
import org.snapshotensemble.network.LikeliestClass;
import org.snapshotensemble.network.Probability;

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
    private int examples;

    private ClassificationTally(String name, int classes, Retention retention) {
        this.name = name;
        counts = new int[classes][classes];
        keep = retention == Retention.EACH_EXAMPLE ? logLosses : loss -> {};
    }

    /** A tally of a model that is measured alone. */
    static ClassificationTally ofSums(String name, int classes) {
        return new ClassificationTally(name, classes, Retention.SUMS);
    }

    /** A tally of a model that is compared with another, example by example. */
    static ClassificationTally ofExamples(String name, int classes) {
        return new ClassificationTally(name, classes, Retention.EACH_EXAMPLE);
    }

    /**
     * Counts one example.
     *
     * @param actual the label
     * @param probabilities one a class
     * @throws IllegalArgumentException if a probability is not finite
     */
    void add(int actual, double[] probabilities) {
        for (int label = 0; label < counts.length; label++) {
            double probability = probabilities[label];
            if (!Double.isFinite(probability)) {
                throw new IllegalArgumentException("%s, row %s: probability of class %s must be finite, was %s"
                        .formatted(name, examples, label, probability));
            }
            double difference = label == actual ? probability - 1 : probability;
            brier.addProduct(difference, difference);
        }
        int predicted = LikeliestClass.of(probabilities);
        double loss = logLoss(probabilities[actual]);
        logLoss.add(loss);
        keep.accept(loss);
        counts[actual][predicted]++;
        right.set(examples, predicted == actual);
        examples++;
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

    private enum Retention {
        SUMS,
        EACH_EXAMPLE
    }
}
