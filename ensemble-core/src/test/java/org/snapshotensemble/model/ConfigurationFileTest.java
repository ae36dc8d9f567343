package org.snapshotensemble.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.train.Dl4jSchedule;

final class ConfigurationFileTest {

    private static final NetworkShape ROWS =
            new NetworkShape(ModelFiles.FEATURES, Optional.empty(), ModelFiles.CLASSES, Task.CLASSIFICATION);
    private static final Nesterovs IGNORED = new Nesterovs(0.05, 0.9);

    @TempDir
    private Path folder;

    private Architecture parse(String json) {
        return Architecture.parse(ModelFiles.write(folder, "net.json", json).toString());
    }

    private static String rows() {
        return ModelFiles.rows(ModelFiles.FEATURES, ModelFiles.classes(ModelFiles.CLASSES));
    }

    private static String graph() {
        return ModelFiles.graph(new Adam(0.5)).build().toJson();
    }

    @Test
    void name_file_isWithoutItsFolder() {
        Architecture architecture = parse(rows());
        assertThat(architecture.name()).isEqualTo("net.json");
        assertThat(architecture.text()).isEqualTo(folder.resolve("net.json").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "MSE, IDENTITY, true",
        "MEAN_ABSOLUTE_ERROR, IDENTITY, true",
        "MSE, SIGMOID, false",
        "MSE, RELU, false",
        "POISSON, IDENTITY, false",
        "MEAN_SQUARED_LOGARITHMIC_ERROR, IDENTITY, false",
    })
    void takesScaledTargets_outputLayer_givesAnyNumberAndLooksAtDifferences(
            LossFunction loss, Activation activation, boolean expected) {
        NetworkShape one = new NetworkShape(ModelFiles.FEATURES, Optional.empty(), 1, Task.REGRESSION);
        OutputLayer output = ModelFiles.output(loss, activation, 1);
        assertThat(parse(ModelFiles.rows(ModelFiles.FEATURES, output)).takesScaledTargets(one))
                .isEqualTo(expected);
        String inAGraph = ModelFiles.start(new Adam(0.5))
                .graphBuilder()
                .addInputs("in")
                .addLayer("out", output, "in")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(ModelFiles.FEATURES))
                .build()
                .toJson();
        assertThat(parse(inAGraph).takesScaledTargets(one)).isEqualTo(expected);
    }

    @Test
    void takesScaledTargets_ours_onlyForRegression() {
        NetworkShape target = new NetworkShape(2, Optional.empty(), 1, Task.REGRESSION);
        assertThat(Architecture.parse("mlp").takesScaledTargets(target)).isTrue();
        NetworkShape classes = new NetworkShape(2, Optional.empty(), 2, Task.CLASSIFICATION);
        assertThat(Architecture.parse("mlp").takesScaledTargets(classes)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"rows, 0", "rows, 4", "graph, 0", "graph, 4"})
    void network_seed_replacesTheFilesAndZeroIsOne(String kind, long seed) {
        Architecture architecture = parse(kind.equals("rows") ? rows() : graph());
        Network first = Network.of(architecture.network(ROWS, seed, IGNORED));
        Network second = Network.of(architecture.network(ROWS, seed, IGNORED));
        Network other = Network.of(architecture.network(ROWS, seed + 1, IGNORED));
        assertThat(first.seed()).isEqualTo(seed == 0 ? 0x9E3779B97F4A7C15L : seed);
        assertThat(second.parameters()).isEqualTo(first.parameters()).isNotEqualTo(other.parameters());
    }

    @Test
    void network_schedulesInTheFile_giveWayToTheRuns() {
        MapSchedule map =
                new MapSchedule.Builder(ScheduleType.ITERATION).add(0, 0.7).build();
        for (Adam updater : List.of(new Adam(0.5), new Adam(map))) {
            Architecture architecture = parse(ModelFiles.graph(updater).build().toJson());
            Network network = Network.of(architecture.network(ROWS, 1, IGNORED));
            network.follow(Dl4jSchedule.of(Schedules.constant(0.25)), Optional.empty());
            assertThat(network.learningRates(3, 0)).containsExactly(0.25);
            assertThat(network.configurationJson())
                    .contains("learning.config.Adam")
                    .doesNotContain("Nesterovs");
        }
    }

    @Test
    void network_scheduleOfOursInTheFile_isReplacedEvenIfItCannotBeReadBack() {
        CyclicSchedule own = Schedules.oneCycle(0.1, 10);
        String json = ModelFiles.graph(new Nesterovs(Dl4jSchedule.of(own), Dl4jSchedule.momentumOf(own)))
                .build()
                .toJson()
                .replace("one_cycle", "of_hers");
        assertThat(json).contains("of_hers");
        Network network = Network.of(parse(json).network(ROWS, 1, IGNORED));
        assertThat(network.configurationJson()).doesNotContain("of_hers").contains("\"momentum\" : 0.9");
        assertThat(network.learningRates(0, 0)).containsExactly(0.1);
    }

    /** The order of the vertices in a saved file is that of the graph before someone edited it. */
    @Test
    void network_fileOfAGraphThatWasEdited_hasItsOrderFoundAgain() {
        Network saved = Network.of(parse(graph()).network(ROWS, 1, IGNORED));
        String edited = saved.configurationJson().replace("\"hidden\"", "\"renamed\"");
        assertThat(edited).contains("topologicalOrderStr");
        Network network =
                Network.of(parse(edited.replace("\"topologicalOrder\" : [ 0,", "\"topologicalOrder\" : [ 99,"))
                        .network(ROWS, 1, IGNORED));
        assertThat(network.parameters()).isEqualTo(saved.parameters());
    }

    @Test
    void network_fileOfATrainedNetwork_startsAtIterationZero() {
        String json = rows().replace("\"iterationCount\" : 0", "\"iterationCount\" : 12")
                .replace("\"epochCount\" : 0", "\"epochCount\" : 3");
        assertThat(json).contains("\"iterationCount\" : 12");
        Network network = Network.of(parse(json).network(ROWS, 1, IGNORED));
        assertThat(network.iteration()).isZero();
        assertThat(network.epoch()).isZero();
    }

    static Stream<Arguments> unreadable() {
        String both = "must be Deeplearning4j's JSON of a MultiLayerNetwork (with \"confs\") or a ComputationGraph"
                + " (with \"vertices\"), has neither";
        return Stream.of(
                arguments("", both),
                arguments("[]", both),
                arguments("{\"layers\": []}", both),
                arguments("{\"confs\": {}}", both),
                arguments("{\"confs\": [{}]}", "/confs/0/layer must be a layer, is missing"),
                arguments(
                        "{\n \"confs\": [}", "line 2, column 12: not JSON: Unexpected close marker '}': expected ']'"),
                arguments("{\"confs\": [], \"confs\": []}", "line 1, column 22: not JSON: Duplicate field 'confs'"),
                arguments(
                        "{\"confs\": [{\"layer\": {\"@class\": \"javax.swing.JFrame\"}}]}",
                        "/confs/0/layer/@class must be a class of Deeplearning4j, was javax.swing.JFrame"),
                arguments(
                        "{\"confs\": [{\"layer\": {\"dist\": {\"type\": \"java.lang.Runtime\"}}}]}",
                        "/confs/0/layer/dist/type must be a class of Deeplearning4j, was java.lang.Runtime"),
                arguments(
                        "{\"confs\": [{\"layer\": {\"cnn2dDataFormat\": \"NHWC\"}}]}",
                        "/confs/0/layer/cnn2dDataFormat must be NCHW, as the images come: [n, channels, height, width],"
                                + " was NHWC"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("unreadable")
    void parse_unreadableFile_isRefusedInOneLine(String json, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse(json))
                .withMessage(folder.resolve("net.json") + ": " + message);
    }

    @Test
    void parse_deepFile_isRefused() {
        String json = "{\"confs\": " + "[".repeat(20_000) + "]".repeat(20_000) + "}";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse(json))
                .withMessageContaining("net.json: ")
                .withMessageContaining("nesting depth (101) exceeds the maximum allowed (100");
    }

    @Test
    void parse_largeFile_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parse(" ".repeat((8 << 20) + 1)))
                .withMessage(folder.resolve("net.json") + ": must have at most 8388608 bytes, has more");
    }

    @Test
    void parse_noise_isRefused() throws IOException {
        Path file = Files.write(folder.resolve("noise.json"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Architecture.parse(file.toString()))
                .withMessage(file + ": must be JSON in UTF-8, is not UTF-8 text");
    }

    @Test
    void parse_missingFile_isRefused() {
        Path file = folder.resolve("missing.json");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Architecture.parse(file.toString()))
                .withMessage(file + ": cannot be read: no such file");
    }
}
