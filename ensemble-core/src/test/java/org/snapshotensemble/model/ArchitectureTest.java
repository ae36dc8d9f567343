package org.snapshotensemble.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.ImageSize;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.network.Network;

final class ArchitectureTest {

    private static final NetworkShape DIGITS =
            new NetworkShape(64, Optional.of(new ImageSize(8, 8, 1)), 10, Task.CLASSIFICATION);

    private static final NetworkShape MNIST =
            new NetworkShape(784, Optional.of(new ImageSize(28, 28, 1)), 10, Task.CLASSIFICATION);

    private static Network network(String model, NetworkShape shape, long seed) {
        return Network.of(Architecture.parse(model).network(shape, seed, new Nesterovs(0.05, 0.9)));
    }

    private static INDArray output(Network network, INDArray features) {
        return network.output(new INDArray[] {features}, null)[0];
    }

    @ParameterizedTest
    @CsvSource({
        // weights and biases of each layer, by hand
        "mlp, 85002", // 65*256 + 257*256 + 257*10
        "cnn, 22602", // 10*16 + (9*16+1)*32 + (2*2*32+1)*128 + 129*10
        // 9*(16 + 16*16*2 + 16*32 + 32*32 + 32*64 + 64*64) + 16*32 + 32*64, 4 of batch norm a channel, 65*10
        "resnet, 78426", // 73872 + 2560 + 4*(16*3 + 32*3 + 64*3) + 650
        // one and two blocks more of each stage: 9*2*(16*16 + 32*32 + 64*64) and 4*2*(16 + 32 + 64) of batch norm
        "resnet14, 176090", // 78426 + 96768 + 896
        "resnet20, 273754", // 78426 + 2*97664
    })
    void network_digits_hasTheParametersOfItsLayers(String model, long parameters) {
        Network network = network(model, DIGITS, 1);
        assertThat(network.parameters().length()).isEqualTo(parameters);
        assertThat(network.configurationJson()).doesNotContain("org.snapshotensemble");
    }

    @Test
    void network_cnnOfMnist_hasTheParametersOfItsLayers() {
        // 10*16 + (9*16+1)*32 + (7*7*32+1)*128 + 129*10
        assertThat(network("cnn", MNIST, 1).parameters().length()).isEqualTo(206_922);
    }

    @Test
    void network_noise_isForPixelsInTheMlpAlone() {
        NetworkShape rows = new NetworkShape(64, Optional.empty(), 10, Task.CLASSIFICATION);
        assertThat(network("mlp", DIGITS, 1).configurationJson()).contains("GaussianNoise");
        assertThat(network("cnn", DIGITS, 1).configurationJson()).doesNotContain("GaussianNoise");
        assertThat(network("mlp", rows, 1).configurationJson()).doesNotContain("GaussianNoise");
    }

    @Test
    void check_rowsTooWideForTheMemory_areRefused() {
        Architecture mlp = Architecture.parse("mlp");
        mlp.check(new NetworkShape(1_900_000, Optional.empty(), 10, Task.CLASSIFICATION));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mlp.check(new NetworkShape(2_000_000, Optional.empty(), 10, Task.CLASSIFICATION)))
                .withMessage(
                        "model mlp for examples of 2000000 values: must have at most 500000000 parameters, has more");
    }

    @Test
    void check_imagesTooLargeForTheMemory_areRefused() {
        ImageSize size = new ImageSize(2000, 2000, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Architecture.parse("cnn")
                        .check(new NetworkShape(size.values(), Optional.of(size), 10, Task.CLASSIFICATION)))
                .withMessage(
                        "model cnn for examples of 4000000 values: must have at most 500000000 parameters, has more");
    }

    @ParameterizedTest
    @CsvSource({
        "mlp, 3, 32, 32",
        "cnn, 3, 32, 32",
        "resnet, 3, 32, 32",
        "mlp, 1, 1, 1",
        "cnn, 1, 1, 1",
        "resnet, 1, 1, 1",
        "cnn, 3, 224, 224",
        "resnet, 3, 224, 224"
    })
    void network_imagesOfAnySize_learnAndStayFinite(String model, int channels, int height, int width) {
        ImageSize size = new ImageSize(height, width, channels);
        NetworkShape shape = new NetworkShape(size.values(), Optional.of(size), 2, Task.CLASSIFICATION);
        Architecture.parse(model).check(shape);
        Network network = network(model, shape, 1);
        INDArray before = network.parameters().dup();
        INDArray features = Nd4j.rand(2, channels, height, width);
        network.fit(new org.nd4j.linalg.dataset.MultiDataSet(features, Nd4j.eye(2)));
        assertThat(network.parameters()).isNotEqualTo(before);
        for (double sum : output(network, features).sum(1).toDoubleVector()) {
            assertThat(sum).isCloseTo(1, within(1e-5));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "cnn", "resnet"})
    void network_images_givesProbabilities(String model) {
        INDArray output = output(network(model, DIGITS, 1), Nd4j.rand(5, 1, 8, 8));
        assertThat(output.shape()).containsExactly(5, 10);
        assertThat(output.minNumber().doubleValue()).isPositive();
        for (double sum : output.sum(1).toDoubleVector()) {
            assertThat(Math.abs(sum - 1)).isLessThan(1e-6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "cnn", "resnet"})
    void network_tinyImages_stillHaveAPlaceAfterPooling(String model) {
        NetworkShape shape = new NetworkShape(3, Optional.of(new ImageSize(1, 1, 3)), 2, Task.CLASSIFICATION);
        assertThat(output(network(model, shape, 1), Nd4j.rand(4, 3, 1, 1)).shape())
                .containsExactly(4, 2);
    }

    @Test
    void network_rowsAndTargets_givesUnboundedNumbers() {
        NetworkShape shape = new NetworkShape(3, Optional.empty(), 2, Task.REGRESSION);
        INDArray output = output(network("mlp", shape, 1), Nd4j.rand(50, 3).muli(100));
        assertThat(output.shape()).containsExactly(50, 2);
        assertThat(output.minNumber().doubleValue()).isNegative();
        assertThat(output.maxNumber().doubleValue()).isGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, 0xdeadbeef})
    void network_sameSeed_hasTheSameWeightsAndAnotherSeedHasNot(long seed) {
        INDArray weights = network("mlp", DIGITS, seed).parameters();
        assertThat(network("mlp", DIGITS, seed).parameters())
                .as("seed %d", seed)
                .isEqualTo(weights)
                .isNotEqualTo(network("mlp", DIGITS, seed + 1).parameters());
    }

    @Test
    void network_seedZero_isNotTakenFromTheClock() {
        for (String model : List.of("mlp", "cnn", "resnet")) {
            assertThat(network(model, DIGITS, 0).seed()).as(model).isEqualTo(0x9E3779B97F4A7C15L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "cnn", "resnet", "resnet14", "resnet20"})
    void network_threeEpochsOfDigits_learnsThem(String model) throws IOException {
        LabelledData digits = DataSource.parse("digits").load();
        INDArray features =
                Preprocessing.fit(Preprocessing.Kind.RANGE, digits.features()).apply(digits.features());
        BatchSource batches = BatchSource.shuffled(features, digits.labels(), 32, 1);
        Network network = network(model, NetworkShape.of(digits), 1);
        for (int epoch = 0; epoch < 3; epoch++) {
            for (var batch = batches.epoch(epoch); batch.hasNext(); ) {
                MultiDataSet next = batch.next();
                network.fit(next);
            }
        }
        int[] predicted = output(network, features).argMax(1).toIntVector();
        int[] digit = digits.classIndices();
        int right = 0;
        for (int i = 0; i < digit.length; i++) {
            right += predicted[i] == digit[i] ? 1 : 0;
        }
        assertThat(right).isGreaterThan(1_500);
    }

    @Test
    void network_resnetOfMnist_isAGraphOfTheSameSize() {
        Network network = network("resnet", MNIST, 1);
        assertThat(network.kind()).isEqualTo("ComputationGraph");
        assertThat(network.parameters().length()).isEqualTo(78_426);
        assertThat(output(network, Nd4j.rand(2, 1, 28, 28)).shape()).containsExactly(2, 10);
    }

    @Test
    void network_resnet_passesTheFirstBlockByIdentityAndTheOthersByProjection() {
        Map<String, List<String>> inputs = ((ComputationGraph)
                        network("resnet", DIGITS, 1).model())
                .getConfiguration()
                .getVertexInputs();
        assertThat(inputs.get("block1-sum")).containsExactly("block1-second-norm", "stem");
        assertThat(inputs.get("block2-sum")).containsExactly("block2-second-norm", "block2-shortcut-norm");
        assertThat(inputs.get("block2-shortcut-convolution")).containsExactly("block1");
        assertThat(inputs.get("block3-sum")).containsExactly("block3-second-norm", "block3-shortcut-norm");
        assertThat(inputs.get("block3-shortcut-convolution")).containsExactly("block2");
    }

    @Test
    void network_resnet20_projectsInTheFirstBlockOfItsLastTwoStagesAlone() {
        ComputationGraph network =
                (ComputationGraph) network("resnet20", DIGITS, 1).model();
        Map<String, List<String>> inputs = network.getConfiguration().getVertexInputs();
        assertThat(inputs.keySet().stream().filter(name -> name.endsWith("-shortcut-convolution")))
                .containsExactlyInAnyOrder("block4-shortcut-convolution", "block7-shortcut-convolution");
        assertThat(inputs.get("block6-sum")).containsExactly("block6-second-norm", "block5");
        assertThat(inputs.get("block7-shortcut-convolution")).containsExactly("block6");
        assertThat(inputs.get("mean")).containsExactly("block9");
        // 8 by 8, halved twice
        assertThat(network.feedForward(Nd4j.rand(1, 1, 8, 8), false))
                .hasEntrySatisfying("block9", last -> assertThat(last.shape()).containsExactly(1, 64, 2, 2));
    }

    @ParameterizedTest
    @CsvSource({"mlp, 7, 5, 3", "cnn, 7, 5, 3", "resnet, 7, 5, 3", "cnn, 1, 9, 1", "resnet, 9, 1, 2"})
    void network_imagesAndTargets_givesUnboundedNumbersForWhateverSize(
            String model, int height, int width, int channels) {
        ImageSize size = new ImageSize(height, width, channels);
        NetworkShape shape = new NetworkShape(size.values(), Optional.of(size), 2, Task.REGRESSION);
        INDArray output = output(
                network(model, shape, 1), Nd4j.rand(50, channels, height, width).muli(100));
        assertThat(output.shape()).containsExactly(50, 2);
        assertThat(output.maxNumber().doubleValue() - output.minNumber().doubleValue())
                .isGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cnn", "resnet"})
    void check_rowsForAModelOfImages_isRefused(String model) {
        NetworkShape rows = new NetworkShape(13, Optional.empty(), 2, Task.CLASSIFICATION);
        String message = "model " + model + " needs images, the data has rows of 13 values; mlp takes rows";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Architecture.parse(model).check(rows))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network(model, rows, 1))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MLP", "resnet18"})
    void parse_unknownText_isRefusedWithWhatIsKnown(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Architecture.parse(text))
                .withMessage(
                        "unknown model \"" + text + "\", known are: mlp, cnn, resnet, resnet14, resnet20, FILE.json");
    }

    @Test
    void parse_text_isRoundTrip() {
        for (String text : List.of("mlp", "cnn", "resnet", "resnet14", "resnet20")) {
            assertThat(Architecture.parse(text).text()).isEqualTo(text);
        }
    }

    @Test
    void shape_badNumbers_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NetworkShape(0, Optional.empty(), 2, Task.REGRESSION))
                .withMessage("features must be > 0, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NetworkShape(1, Optional.empty(), 0, Task.REGRESSION))
                .withMessage("outputs must be > 0, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NetworkShape(1, Optional.empty(), 1, Task.CLASSIFICATION))
                .withMessage("outputs must be >= 2 for classification, was 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NetworkShape(5, Optional.of(new ImageSize(2, 2, 1)), 2, Task.CLASSIFICATION))
                .withMessage("features must be those of ImageSize[height=2, width=2, channels=1], 4, was 5");
    }
}
