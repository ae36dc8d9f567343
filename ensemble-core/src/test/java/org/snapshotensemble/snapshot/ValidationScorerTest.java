package org.snapshotensemble.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.snapshot.ValidationFigures.OfClassification;
import org.snapshotensemble.snapshot.ValidationFigures.OfRegression;
import org.snapshotensemble.testing.TestNetworks;

/** Networks that hand their input on, so that the outputs are what each test writes down. */
class ValidationScorerTest {

    private static final float LIKELY = (float) Math.log(3);

    private static ValidationFigures score(
            InputType input, Layer loss, INDArray features, INDArray labels, @Nullable INDArray mask) {
        return score(input, loss, features, labels, mask, Preprocessing.none());
    }

    private static ValidationFigures score(
            InputType input,
            Layer loss,
            INDArray features,
            INDArray labels,
            @Nullable INDArray mask,
            Preprocessing targets) {
        return look(input, loss, features, labels, mask, targets).figures();
    }

    private static ValidationLook look(
            InputType input,
            Layer loss,
            INDArray features,
            INDArray labels,
            @Nullable INDArray mask,
            Preprocessing targets) {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new ActivationLayer(Activation.IDENTITY))
                .layer(loss)
                .setInputType(input)
                .build());
        network.init();
        MultiDataSet batch = new org.nd4j.linalg.dataset.MultiDataSet(
                new INDArray[] {features}, new INDArray[] {labels}, null, mask == null ? null : new INDArray[] {mask});
        return new ValidationScorer(() -> List.of(batch).iterator()).look(Network.of(network), targets, 7);
    }

    /** Probabilities of 3/4 and 1/4. */
    private static INDArray logits() {
        return Nd4j.createFromArray(new float[][] {{LIKELY, 0}, {LIKELY, 0}, {0, LIKELY}});
    }

    @Test
    void sparseLabels_areTheNumbersOfTheClasses() {
        ValidationFigures figures = score(
                InputType.feedForward(2),
                new LossLayer.Builder(new LossSparseMCXENT())
                        .activation(Activation.SOFTMAX)
                        .build(),
                logits(),
                Nd4j.createFromArray(new float[][] {{0}, {1}, {1}}),
                null);
        assertFigures(figures, 2 / 3.0, (2 * -Math.log(0.75) - Math.log(0.25)) / 3);
    }

    @Test
    void scaledTargets_areMeasuredInTheirOwnUnit() {
        INDArray outputs = Nd4j.createFromArray(new float[][] {{1, 3}, {2, 0}});
        Layer loss = new LossLayer.Builder(LossFunction.MSE)
                .activation(Activation.IDENTITY)
                .build();
        Preprocessing targets =
                new Preprocessing(Preprocessing.Kind.STANDARDIZE, List.of(5_000.0, -1.0), List.of(100.0, 0.5));
        ValidationFigures figures = score(InputType.feedForward(2), loss, outputs, Nd4j.zeros(2, 2), null, targets);
        // errors of 1 and 2 times 100, 3 and 0 times a half
        assertThat(figures).isEqualTo(new OfRegression((1e4 + 4e4 + 2.25) / 4));
    }

    @Test
    void maskOfValues_leavesOutSingleTargets() {
        ValidationFigures figures = score(
                InputType.feedForward(2),
                new LossLayer.Builder(LossFunction.MSE)
                        .activation(Activation.IDENTITY)
                        .build(),
                Nd4j.createFromArray(new float[][] {{1, 10}, {2, 20}, {30, 3}}),
                Nd4j.zeros(3, 2),
                Nd4j.createFromArray(new float[][] {{1, 0}, {1, 0}, {0, 1}}));
        assertThat(figures).isEqualTo(new OfRegression((1 + 4 + 9) / 3.0));
    }

    @Test
    void maskOfLabels_leavesOutSingleLabels() {
        ValidationFigures figures = score(
                InputType.feedForward(2),
                new LossLayer.Builder(LossFunction.XENT)
                        .activation(Activation.SIGMOID)
                        .build(),
                Nd4j.createFromArray(new float[][] {{LIKELY, 9}, {-9, LIKELY}}),
                Nd4j.createFromArray(new float[][] {{1, 0}, {1, 0}}),
                Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}}));
        assertFigures(figures, 0.5, (-Math.log(0.75) - Math.log(0.25)) / 2);
    }

    static Stream<Arguments> seriesMasks() {
        return Stream.of(
                Arguments.of(Nd4j.createFromArray(new float[][] {{1, 0}, {1, 1}}), 2 / 3.0),
                Arguments.of(Nd4j.createFromArray(new float[][] {{0}, {1}}), 0.5),
                Arguments.of(Nd4j.createFromArray(new float[] {1, 0}), 0.5));
    }

    @ParameterizedTest
    @MethodSource("seriesMasks")
    void maskOfASeries_isOfItsStepsOrOfTheWhole(INDArray mask, double accuracy) {
        // Two series of two steps; of each, the first class is the likelier one at the first step only.
        INDArray features = Nd4j.createFromArray(new float[][][] {{{2, 0}, {0, 2}}, {{2, 0}, {0, 2}}});
        INDArray labels = Nd4j.createFromArray(new float[][][] {{{1, 1}, {0, 0}}, {{1, 1}, {0, 0}}});
        ValidationFigures figures = score(
                InputType.recurrent(2),
                new RnnLossLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .build(),
                features,
                labels,
                mask);
        assertThat(((OfClassification) figures).accuracy()).isEqualTo(accuracy);
    }

    static Stream<Arguments> imageMasks() {
        return Stream.of(
                Arguments.of(Nd4j.createFromArray(new float[] {1, 1, 1, 0}).reshape(1, 1, 2, 2), 2 / 3.0),
                Arguments.of(Nd4j.createFromArray(new float[] {1, 0}).reshape(1, 1, 2, 1), 1.0),
                Arguments.of(Nd4j.createFromArray(new float[] {1}).reshape(1, 1, 1, 1), 0.5),
                Arguments.of(Nd4j.createFromArray(new float[] {1}).reshape(1, 1), 0.5));
    }

    @ParameterizedTest
    @MethodSource("imageMasks")
    void maskOfAnImage_isOfItsPixelsItsRowsOrTheWhole(INDArray mask, double accuracy) {
        INDArray features =
                Nd4j.createFromArray(new float[] {2, 2, 0, 0, 0, 0, 2, 2}).reshape(1, 2, 2, 2);
        INDArray labels =
                Nd4j.createFromArray(new float[] {1, 1, 1, 1, 0, 0, 0, 0}).reshape(1, 2, 2, 2);
        ValidationFigures figures = score(
                InputType.convolutional(2, 2, 2),
                new CnnLossLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .build(),
                features,
                labels,
                mask);
        assertThat(((OfClassification) figures).accuracy()).isEqualTo(accuracy);
    }

    @Test
    void maskedExamples_doNotTellWhetherTheOutputIsConstant() {
        // The third answers otherwise, but is hidden.
        INDArray labels = Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}, {0, 1}});
        INDArray mask = Nd4j.createFromArray(new float[][] {{1}, {1}, {0}});
        assertThat(look(logits(), labels, mask).constant()).isTrue();
        assertThat(look(logits(), labels, null).constant()).isFalse();
    }

    private static ValidationLook look(INDArray features, INDArray labels, @Nullable INDArray mask) {
        Layer loss = new LossLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .build();
        return look(InputType.feedForward(2), loss, features, labels, mask, Preprocessing.none());
    }

    @Test
    void lossThatIsNotFinite_namesTheIteration() {
        assertThatThrownBy(() -> score(
                        InputType.feedForward(2),
                        new LossLayer.Builder(LossFunction.MCXENT)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        logits().putScalar(0, 0, Float.NaN),
                        Nd4j.createFromArray(new float[][] {{1, 0}, {1, 0}, {0, 1}}),
                        null))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessage("iteration 7: the loss on the validation data is NaN; lower the maximum rate, and see that"
                        + " these data are finite");
    }

    @Test
    void labelsOfAnotherShape_areRefused() {
        MultiLayerNetwork network = TestNetworks.plain(new Sgd(0.1), LossFunction.MSE, Activation.IDENTITY, 2);
        MultiDataSet batch =
                new org.nd4j.linalg.dataset.MultiDataSet(Nd4j.zeros(4, TestNetworks.FEATURES), Nd4j.zeros(4, 3));
        ValidationScorer scorer = new ValidationScorer(() -> List.of(batch).iterator());
        assertThatThrownBy(() -> scorer.score(Network.of(network), Preprocessing.none(), 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("validation labels must be [4, 2] like the network's output, were [4, 3]");
    }

    private static void assertFigures(ValidationFigures figures, double accuracy, double logLoss) {
        assertThat(figures).isInstanceOf(OfClassification.class);
        assertThat(((OfClassification) figures).accuracy()).isEqualTo(accuracy);
        assertThat(((OfClassification) figures).logLoss()).isCloseTo(logLoss, within(1e-7));
    }
}
