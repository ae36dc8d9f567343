package org.snapshotensemble.snapshot;

import java.util.Iterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.network.OutputKind;

/**
 * Scores a network on validation data, by its first output. A time series counts as one example a step; masked steps
 * are left out.
 */
final class ValidationScorer {

    /** The smallest probability that log loss takes the logarithm of: the spacing of doubles at 1. */
    private static final double SMALLEST_PROBABILITY = Math.ulp(1.0);

    private final Supplier<Iterator<MultiDataSet>> batches;

    ValidationScorer(Supplier<Iterator<MultiDataSet>> batches) {
        this.batches = batches;
    }

    ValidationFigures score(Network network) {
        OutputKind kind = network.outputKinds().get(0);
        Sums sums = new Sums();
        Iterator<MultiDataSet> all = batches.get();
        while (all.hasNext()) {
            MultiDataSet batch = all.next();
            INDArray output = network.output(batch.getFeatures(), batch.getFeaturesMaskArrays())[0];
            add(sums, kind, rows(output), rows(batch.getLabels(0)), mask(batch));
        }
        if (sums.count == 0) {
            throw new IllegalStateException("the validation data have no example");
        }
        return kind.isProbability()
                ? new ValidationFigures.OfClassification(sums.correct / sums.count, sums.loss / sums.count)
                : new ValidationFigures.OfRegression(sums.loss / sums.count);
    }

    private static final class Sums {
        private double correct;
        private double loss;
        private long count;
    }

    private static void add(
            Sums sums, OutputKind kind, double[][] outputs, double[][] labels, double @Nullable [] mask) {
        for (int row = 0; row < outputs.length; row++) {
            if (mask != null && mask[row] == 0) {
                continue;
            }
            switch (kind) {
                case MULTICLASS -> addClass(sums, outputs[row], labels[row]);
                case BINARY, MULTILABEL -> addLabels(sums, outputs[row], labels[row]);
                case REGRESSION -> addTargets(sums, outputs[row], labels[row]);
            }
        }
    }

    private static void addClass(Sums sums, double[] probabilities, double[] label) {
        int truth = indexOfMaximum(label);
        sums.correct += indexOfMaximum(probabilities) == truth ? 1 : 0;
        sums.loss -= Math.log(Math.max(probabilities[truth], SMALLEST_PROBABILITY));
        sums.count++;
    }

    private static void addLabels(Sums sums, double[] probabilities, double[] labels) {
        for (int i = 0; i < labels.length; i++) {
            boolean truth = labels[i] > 0.5;
            double probability = truth ? probabilities[i] : 1 - probabilities[i];
            sums.correct += probabilities[i] > 0.5 == truth ? 1 : 0;
            sums.loss -= Math.log(Math.max(probability, SMALLEST_PROBABILITY));
            sums.count++;
        }
    }

    private static void addTargets(Sums sums, double[] outputs, double[] targets) {
        for (int i = 0; i < targets.length; i++) {
            double error = outputs[i] - targets[i];
            sums.loss += error * error;
            sums.count++;
        }
    }

    private static int indexOfMaximum(double[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }

    /** Puts one step of a series, or one pixel of an image, in each row: {@code [examples, values]}. */
    private static double[][] rows(INDArray array) {
        INDArray doubles = array.castTo(DataType.DOUBLE);
        INDArray matrix = switch (doubles.rank()) {
            case 2 -> doubles;
            case 3 -> doubles.permute(0, 2, 1).dup('c').reshape(-1, doubles.size(1));
            case 4 -> doubles.permute(0, 2, 3, 1).dup('c').reshape(-1, doubles.size(1));
            default ->
                throw new IllegalArgumentException(
                        "outputs and labels must have 2, 3 or 4 dimensions, had " + doubles.rank());
        };
        return matrix.toDoubleMatrix();
    }

    private static double @Nullable [] mask(MultiDataSet batch) {
        INDArray[] masks = batch.getLabelsMaskArrays();
        if (masks == null || masks.length == 0 || masks[0] == null) {
            return null;
        }
        return masks[0].castTo(DataType.DOUBLE)
                .dup('c')
                .reshape(masks[0].length())
                .toDoubleVector();
    }
}
