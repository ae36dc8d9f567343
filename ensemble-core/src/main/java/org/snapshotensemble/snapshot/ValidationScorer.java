package org.snapshotensemble.snapshot;

import com.google.common.primitives.Doubles;
import java.util.Arrays;
import java.util.Iterator;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.snapshotensemble.backend.MatrixRows;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.network.ClassNumber;
import org.snapshotensemble.network.ConstantOutput;
import org.snapshotensemble.network.LikeliestClass;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.network.OutputKind;
import org.snapshotensemble.network.Probability;

/**
 * Scores a network on validation data, by its first output. A time series counts as one example a step; what the
 * labels' mask hides is left out.
 */
public final class ValidationScorer {

    /** The dimension of the classes, or of the targets, in an output and its labels. */
    private static final int CLASSES = 1;

    private final Supplier<Iterator<MultiDataSet>> batches;

    /** Scores on these batches, each time anew. */
    public ValidationScorer(Supplier<Iterator<MultiDataSet>> batches) {
        this.batches = batches;
    }

    /** Scores on the batches of a source's first epoch. */
    public static ValidationScorer on(BatchSource source) {
        return new ValidationScorer(() -> source.epoch(0));
    }

    /**
     * Scores a network that is not being trained.
     *
     * @param targets as {@link #score} takes them
     * @throws IllegalArgumentException if the labels do not fit the network's output, or the loss is not finite
     */
    public ValidationFigures measure(Network network, Preprocessing targets) {
        Sums sums = sums(network, targets);
        if (!Double.isFinite(sums.loss)) {
            throw new IllegalArgumentException("the loss on the data to measure on must be finite, was " + sums.loss
                    + "; see that these data are finite");
        }
        return sums.figures();
    }

    /**
     * Scores the weights of an iteration.
     *
     * @param targets what was done to the targets of the validation data, as to the training's; the squared error is
     *     that of the targets as they were before
     * @throws TrainingDivergedException if the loss on the validation data is not finite
     * @throws IllegalArgumentException if the labels do not fit the network's output
     */
    public ValidationFigures score(Network network, Preprocessing targets, int iteration) {
        return look(network, targets, iteration).figures();
    }

    /** As {@link #score}, and whether the network tells the examples apart at all. */
    ValidationLook look(Network network, Preprocessing targets, int iteration) {
        Sums sums = sums(network, targets);
        if (!Double.isFinite(sums.loss)) {
            throw new TrainingDivergedException(
                    iteration,
                    "iteration " + iteration + ": the loss on the validation data is " + sums.loss
                            + "; lower the maximum rate, and see that these data are finite");
        }
        return new ValidationLook(sums.figures(), sums.constant.found());
    }

    private Sums sums(Network network, Preprocessing targets) {
        OutputKind kind = network.outputKinds().get(0);
        double[] units = kind == OutputKind.REGRESSION ? Doubles.toArray(targets.divisor()) : new double[0];
        Sums sums = new Sums(kind);
        Iterator<MultiDataSet> all = batches.get();
        while (all.hasNext()) {
            MultiDataSet batch = all.next();
            INDArray output = network.output(batch.getFeatures(), batch.getFeaturesMaskArrays())[0];
            requireFitting(batch.getLabels(0), output, kind);
            add(sums, kind, units, rows(output), rows(batch.getLabels(0)), mask(batch));
        }
        if (sums.count == 0) {
            throw new IllegalStateException("the validation data have no example");
        }
        return sums;
    }

    /** Labels have the output's shape, or one column with the number of the class, as a sparse loss takes it. */
    private static void requireFitting(INDArray labels, INDArray output, OutputKind kind) {
        long[] sparse = output.shape().clone();
        sparse[CLASSES] = 1;
        boolean fits = Arrays.equals(labels.shape(), output.shape())
                || (kind == OutputKind.MULTICLASS && Arrays.equals(labels.shape(), sparse));
        if (!fits) {
            throw new IllegalArgumentException("validation labels must be " + Arrays.toString(output.shape())
                    + " like the network's output, were " + Arrays.toString(labels.shape()));
        }
    }

    private static final class Sums {
        private final OutputKind kind;
        private final ConstantOutput constant = new ConstantOutput();
        private double correct;
        private double loss;
        private long count;

        Sums(OutputKind kind) {
            this.kind = kind;
        }

        ValidationFigures figures() {
            return kind.isProbability()
                    ? new ValidationFigures.OfClassification(correct / count, loss / count)
                    : new ValidationFigures.OfRegression(loss / count);
        }
    }

    private static void add(
            Sums sums,
            OutputKind kind,
            double[] units,
            double[][] outputs,
            double[][] labels,
            double @Nullable [][] mask) {
        for (int row = 0; row < outputs.length; row++) {
            boolean counts = false;
            for (int column = 0; column < (kind == OutputKind.MULTICLASS ? 1 : labels[row].length); column++) {
                if (mask != null && mask[row][column] == 0) {
                    continue;
                }
                counts = true;
                switch (kind) {
                    case MULTICLASS -> addClass(sums, outputs[row], labels[row]);
                    case BINARY, MULTILABEL -> addLabel(sums, outputs[row][column], labels[row][column]);
                    case REGRESSION -> addTarget(sums, outputs[row][column], labels[row][column], unit(units, column));
                }
            }
            if (counts) {
                sums.constant.add(outputs[row], labels[row]);
            }
        }
    }

    /** What one is worth in the targets' own unit: targets are divided by it, and an offset falls out of a difference. */
    private static double unit(double[] units, int column) {
        return units.length == 0 ? 1 : units[column];
    }

    private static void addClass(Sums sums, double[] probabilities, double[] label) {
        int truth = label.length == 1 ? ClassNumber.of(label[0], probabilities.length) : LikeliestClass.of(label);
        sums.correct += LikeliestClass.of(probabilities) == truth ? 1 : 0;
        sums.loss -= Math.log(Math.max(probabilities[truth], Probability.SMALLEST));
        sums.count++;
    }

    private static void addLabel(Sums sums, double output, double label) {
        boolean truth = label > 0.5;
        double probability = truth ? output : 1 - output;
        sums.correct += output > 0.5 == truth ? 1 : 0;
        sums.loss -= Math.log(Math.max(probability, Probability.SMALLEST));
        sums.count++;
    }

    private static void addTarget(Sums sums, double output, double target, double unit) {
        double error = (output - target) * unit;
        sums.loss += error * error;
        sums.count++;
    }

    /** Puts one step of a series, or one pixel of an image, in each row: {@code [examples, values]}. */
    private static double[][] rows(INDArray array) {
        int rank = array.rank();
        if (rank < 2) {
            throw new IllegalArgumentException("outputs and labels must have at least 2 dimensions, had " + rank);
        }
        int[] valuesLast = IntStream.range(0, rank)
                .map(dimension -> dimension == 0 ? 0 : dimension == rank - 1 ? CLASSES : dimension + 1)
                .toArray();
        return MatrixRows.of(array.permute(valuesLast).dup('c').reshape('c', -1, array.size(CLASSES)));
    }

    /** A mask is of values, of steps or pixels, or of whole examples: whichever, it is spread over the labels. */
    private static double @Nullable [][] mask(MultiDataSet batch) {
        INDArray[] masks = batch.getLabelsMaskArrays();
        if (masks == null || masks.length == 0 || masks[0] == null) {
            return null;
        }
        INDArray labels = batch.getLabels(0);
        INDArray mask = masks[0].castTo(DataType.DOUBLE);
        if (mask.rank() < labels.rank()) {
            mask = mask.reshape('c', shapeOfRank(labels.rank(), mask));
        }
        return rows(mask.broadcast(labels.shape()));
    }

    /** {@code [examples, steps]} masks a series as {@code [examples, 1, steps]}; {@code [examples, 1]} any labels. */
    private static long[] shapeOfRank(int rank, INDArray mask) {
        long[] shape = new long[rank];
        Arrays.fill(shape, 1);
        shape[0] = mask.size(0);
        if (mask.rank() > 1) {
            shape[rank - 1] = mask.size(mask.rank() - 1);
        }
        return shape;
    }
}
