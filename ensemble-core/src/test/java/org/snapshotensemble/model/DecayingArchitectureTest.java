package org.snapshotensemble.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.snapshotensemble.data.ImageSize;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.network.Network;

final class DecayingArchitectureTest {

    private static final double RATE = 0.1;
    private static final double DECAY = 0.03;
    private static final long SEED = 7;
    private static final IUpdater UPDATER = new Sgd(RATE);

    private static final NetworkShape IMAGES =
            new NetworkShape(64, Optional.of(new ImageSize(8, 8, 1)), 3, Task.CLASSIFICATION);

    @TempDir
    private Path folder;

    private Architecture architecture(String text) {
        return Architecture.parse(
                text.equals("wrapped.json")
                        ? ModelFiles.write(folder, text, wrapped()).toString()
                        : text);
    }

    /** Layers within layers, and a decay of the file's own. */
    private static String wrapped() {
        return ModelFiles.start(UPDATER)
                .l2(0.5)
                .list()
                .layer(new RepeatVector.Builder<>(2).build())
                .layer(new Bidirectional(new LSTM.Builder().nOut(4).build()))
                .layer(new LastTimeStep(new LSTM.Builder().nOut(5).build()))
                .layer(ModelFiles.classes(3))
                .setInputType(InputType.feedForward(64))
                .build()
                .toJson();
    }

    private static Map<String, INDArray> parameters(Model network) {
        Map<String, INDArray> copies = new LinkedHashMap<>();
        network.paramTable().forEach((name, values) -> copies.put(name, values.dup()));
        return copies;
    }

    private static Map<String, INDArray> updated(Architecture architecture) {
        Model network = architecture.network(IMAGES, SEED, UPDATER);
        INDArray images = Nd4j.linspace(0, 1, 3 * 64).reshape(3, 1, 8, 8);
        Network.of(network).fit(new MultiDataSet(images, Nd4j.eye(3)));
        return parameters(network);
    }

    /** The update is that without decay, less what the weights lose. */
    @ParameterizedTest
    @ValueSource(strings = {"mlp", "cnn", "resnet", "wrapped.json"})
    void network_updated_hasLostOfItsWeightsAndOfNothingElse(String model) {
        Architecture architecture = architecture(model);
        Map<String, INDArray> before = parameters(architecture.network(IMAGES, SEED, UPDATER));

        Map<String, INDArray> without = updated(architecture.withWeightDecay(0));
        Map<String, INDArray> with = updated(architecture.withWeightDecay(DECAY));

        assertThat(with.keySet()).isEqualTo(without.keySet()).anyMatch(DecayingArchitectureTest::isWeight);
        without.forEach((name, values) -> {
            INDArray lost = Objects.requireNonNull(before.get(name)).mul(isWeight(name) ? RATE * DECAY : 0);
            INDArray difference = values.sub(lost).sub(with.get(name));
            assertThat(difference.amaxNumber().doubleValue()).as(name).isCloseTo(0, within(1e-6));
        });
    }

    /** Also of what goes back in time, and of both directions. */
    private static boolean isWeight(String name) {
        return name.matches(".+_[fb]?R?W");
    }

    @Test
    void name_tellsTheDecay() {
        Architecture resnet = Architecture.parse("resnet").withWeightDecay(0.0005);
        assertThat(resnet.name()).isEqualTo("resnet with weight decay 0.0005");
        assertThat(resnet.text()).isEqualTo("resnet");
    }

    @Test
    void withWeightDecay_decaying_hasTheOtherDecayInstead() {
        Architecture mlp = Architecture.parse("mlp");
        assertThat(mlp.withWeightDecay(0.01).withWeightDecay(0.02)).isEqualTo(mlp.withWeightDecay(0.02));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
    void withWeightDecay_noDecay_isRefused(double decay) {
        Architecture mlp = Architecture.parse("mlp");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mlp.withWeightDecay(decay))
                .withMessage("weight decay must be finite and >= 0, was " + decay);
    }
}
