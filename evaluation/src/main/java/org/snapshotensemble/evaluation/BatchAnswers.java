package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.IntPredicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.backend.MatrixRows;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.Prediction;

/** What all models say of one batch, beside its labels, as plain arrays. */
final class BatchAnswers {

    /** {@code [model][example][column]}. */
    private final List<double[][]> models;

    private final double[][] labels;
    private final IntPredicate measured;
    private final INDArray[] features;

    private BatchAnswers(List<double[][]> models, double[][] labels, IntPredicate measured, INDArray[] features) {
        this.features = features;
        this.models = models;
        this.labels = labels;
        this.measured = measured;
    }

    /**
     * Asks the members, the ensembles of the last 1, 2, … of them, and the alternatives, in this order.
     *
     * @throws IllegalArgumentException if the labels do not fit the output
     */
    static BatchAnswers of(Ensemble ensemble, List<Alternative> alternatives, int output, MultiDataSet batch) {
        checkArgument(
                batch.getLabels() != null && output < batch.getLabels().length,
                "the data must have labels for output %s",
                output);
        Prediction prediction = ensemble.predict(batch);
        INDArray members = prediction.members(output);
        checkArgument(
                members.rank() == 3,
                "output %s must be [examples, columns] to be measured, was %s: a series or an image is not one example",
                output,
                Arrays.toString(prediction.exactOutput(output).shape()));
        List<double[][]> models = new ArrayList<>();
        int count = ensemble.size();
        for (int member = 0; member < count; member++) {
            models.add(MatrixRows.of(members.slice(member, 0)));
        }
        for (int last = 1; last < count; last++) {
            models.add(MatrixRows.of(ensemble.combiner()
                    .forMembers(count - last, last)
                    .combine(lastMembers(members, last), ensemble.outputKind(output))));
        }
        models.add(MatrixRows.of(prediction.exactOutput(output)));
        for (Alternative alternative : alternatives) {
            INDArray answer = alternative.answer(batch, output);
            checkArgument(
                    answer.columns() == members.size(2),
                    "%s must have %s columns at output %s, had %s",
                    alternative.inWords(),
                    members.size(2),
                    output,
                    answer.columns());
            models.add(MatrixRows.of(answer));
        }
        return new BatchAnswers(
                models, labels(batch, output, members.size(1)), mask(batch, output), batch.getFeatures());
    }

    /** The number of columns of the output. */
    int columns() {
        return models.get(0)[0].length;
    }

    /** Hands the examples that are not masked on, in order: the row of labels, and {@code [model][column]}. */
    void forEachExample(BiConsumer<double[], double[][]> examples) {
        for (int example = 0; example < labels.length; example++) {
            if (measured.test(example)) {
                examples.accept(labels[example], answersTo(example));
            }
        }
    }

    /** Shows the examples that are not masked to a gallery, in order. */
    void addTo(WonGallery gallery) {
        for (int example = 0; example < labels.length; example++) {
            if (measured.test(example)) {
                int row = example;
                gallery.add(labels[row], answersTo(row), () -> featuresOf(row));
            }
        }
    }

    private double[][] answersTo(int example) {
        return models.stream().map(answers -> answers[example]).toArray(double[][]::new);
    }

    /** What a network of one input saw of an example. */
    private Optional<INDArray> featuresOf(int example) {
        return features.length == 1 ? Optional.of(features[0].slice(example, 0)) : Optional.empty();
    }

    /** A copy: a view of one member by {@code get} loses the dimension of the members. */
    private static INDArray lastMembers(INDArray members, int last) {
        long count = members.size(0);
        return Nd4j.stack(
                0,
                LongStream.range(count - last, count)
                        .mapToObj(member -> members.slice(member, 0))
                        .toArray(INDArray[]::new));
    }

    private static double[][] labels(MultiDataSet batch, int output, long examples) {
        INDArray labels = batch.getLabels(output);
        checkArgument(
                labels.rank() == 2 && labels.size(0) == examples,
                "labels of output %s must be [%s, columns], were %s",
                output,
                examples,
                Arrays.toString(labels.shape()));
        return MatrixRows.of(labels);
    }

    private static IntPredicate mask(MultiDataSet batch, int output) {
        @Nullable INDArray @Nullable [] masks = batch.getLabelsMaskArrays();
        INDArray mask = masks == null ? null : masks[output];
        if (mask == null) {
            return example -> true;
        }
        long examples = batch.getLabels(output).size(0);
        checkArgument(
                mask.length() == examples,
                "label mask of output %s must have one value an example, %s, had %s",
                output,
                examples,
                Arrays.toString(mask.shape()));
        double[] values = mask.castTo(DataType.DOUBLE).reshape(examples).toDoubleVector();
        return example -> values[example] != 0;
    }
}
