package org.snapshotensemble.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

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
        "cnn, 13706", // 10*16 + (9*16+1)*32 + (2*2*32+1)*64 + 65*10
        // 9*(16 + 16*16*2 + 16*32 + 32*32 + 32*64 + 64*64) + 16*32 + 32*64, 4 of batch norm a channel, 65*10
        "resnet, 78426", // 73872 + 2560 + 4*(16*3 + 32*3 + 64*3) + 650
    })
    void network_digits_hasTheParametersOfItsLayers(String model, long parameters) {
        Network network = network(model, DIGITS, 1);
        assertThat(network.parameters().length()).isEqualTo(parameters);
        assertThat(network.configurationJson()).doesNotContain("org.snapshotensemble");
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
    @ValueSource(strings = {"mlp", "cnn", "resnet"})
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
                .withMessage("unknown model \"" + text + "\", known are: mlp, cnn, resnet, FILE.json");
    }

    @Test
    void parse_text_isRoundTrip() {
        for (String text : List.of("mlp", "cnn", "resnet")) {
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
