package org.snapshotensemble.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snapshotensemble.archive.AllowedClasses;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.testing.Canary;
import org.snapshotensemble.testing.Cost;
import org.snapshotensemble.testing.ModelBytes;
import org.snapshotensemble.testing.RawZip;

/** What a snapshot made by an enemy can do through the front door: nothing, at little cost. */
final class HostileSnapshotTest {

    private static final String JSON = ModelBytes.configuration();
    private static final byte[] PARAMETERS = ModelBytes.parameters();
    private static final String ACTIVATION = "org.nd4j.linalg.activations.impl.ActivationSoftmax";
    private static final String DISTRIBUTION = "org.deeplearning4j.nn.conf.distribution.NormalDistribution";

    @TempDir
    private Path folder;

    private HostileRun run = new HostileRun(Path.of(""));

    @BeforeEach
    void loadAGoodOneFirst() {
        run = new HostileRun(folder);
        run.write(ModelBytes.zip(JSON, PARAMETERS).build());
        try (Ensemble ensemble = Ensemble.load(folder)) {
            assertThat(ensemble.size()).isOne();
        }
    }

    /** Whatever a test does, the class was never initialized. */
    @AfterEach
    void canaryIsSilent() {
        assertThat(System.getProperty(Canary.SUNG)).isNull();
    }

    private static RawZip zip(String json) {
        return ModelBytes.zip(json, PARAMETERS);
    }

    private static RawZip replaced(String text, String instead) {
        assertThat(JSON).contains(text);
        return zip(JSON.replace(text, instead));
    }

    static Stream<Arguments> hostile() {
        String lossWeights = "\"lossFn\" : {";
        return Stream.of(
                arguments(
                        "Java objects in preprocessor.bin",
                        zip(JSON).add("preprocessor.bin", new byte[] {(byte) 0xac, (byte) 0xed, 0, 5}),
                        "an entry preprocessor.bin, which would be read as Java objects"),
                arguments(
                        "a constructor in normalizer.bin",
                        zip(JSON).add("normalizer.bin", ("\0\6CUSTOM\0\0" + Canary.NAME).getBytes(UTF_8)),
                        "an entry normalizer.bin, which would be read as Java objects"),
                arguments(
                        "class of an activation",
                        replaced(ACTIVATION, Canary.NAME),
                        "configuration.json: /confs/0/layer/activationFn/@class names a class that is not allowed: "
                                + Canary.NAME),
                arguments(
                        "class of a distribution",
                        replaced(DISTRIBUTION, Canary.NAME),
                        "/distribution/type names a class that is not allowed: " + Canary.NAME),
                arguments(
                        "class in an array",
                        replaced(
                                "\"activationFn\" : {",
                                "\"activationFn\" : [\"" + Canary.NAME + "\", {}], \"other\" : {"),
                        "/activationFn/0 names a class that is not allowed: " + Canary.NAME),
                arguments(
                        "class in an array of texts",
                        replaced(
                                "\"activationFn\" : {",
                                "\"activationFn\" : [\"" + Canary.NAME + "\", \"x\"], \"o\" : {"),
                        "not a configuration of Deeplearning4j 1.0.0-M2.1: "),
                arguments(
                        "class as the parameter of a class",
                        replaced(ACTIVATION, "java.util.ArrayList<" + Canary.NAME + ">"),
                        "names a class that is not allowed: java.util.ArrayList<" + Canary.NAME + ">"),
                arguments(
                        "class in a part that nobody knows",
                        replaced(
                                "\"seed\" : 3", "\"seed\" : 3, \"unknown\" : [{\"@class\" : \"" + Canary.NAME + "\"}]"),
                        "/confs/0/unknown/0/@class names a class that is not allowed: " + Canary.NAME),
                arguments(
                        "class of an old distribution",
                        replaced("\"seed\" : 3", "\"seed\" : 3, \"dist\" : [\"" + Canary.NAME + "\"]"),
                        "/confs/0/dist is of an old form, which is not read"),
                arguments(
                        "class with an escaped name",
                        replaced(ACTIVATION, "\\u006frg.snapshotensemble.testing.Canary"),
                        "names a class that is not allowed: " + Canary.NAME),
                arguments(
                        "two keys of a name",
                        replaced("\"seed\" : 3", "\"seed\" : 3, \"seed\" : 4"),
                        "not JSON: Duplicate field 'seed'"),
                arguments(
                        "20,000 layers within each other",
                        zip("{\"confs\":[{\"layer\":"
                                + "{\"layer\":".repeat(20_000)
                                + "1"
                                + "}".repeat(20_000)
                                + "}]}"),
                        "nesting depth (101) exceeds the maximum allowed (100"),
                arguments(
                        "20,000 layers beside each other",
                        zip("{\"confs\":[" + "{},".repeat(20_000) + "{}]}"),
                        "must have at most 5000 layers, has more"),
                arguments(
                        "a million values",
                        zip("{\"confs\":[],\"x\":[" + "0,".repeat(1_000_000) + "0]}"),
                        "must have at most 250000 values, has more"),
                arguments(
                        "configuration that unpacks to much",
                        zip(" ".repeat(100 << 20)),
                        "configuration.json must have at most 8388608 bytes, has 104857600"),
                arguments(
                        "parameters that unpack to much",
                        ModelBytes.zip(JSON, new byte[100 << 20]),
                        "more than 200 times as many"),
                arguments(
                        "more parameters than there are bytes",
                        ModelBytes.zip(
                                JSON,
                                ModelBytes.array(new long[] {1, 550_000_000}, 550_000_000, "FLOAT", new float[6])),
                        "says that it has 550000000 values of 4 bytes, has 24 bytes of them"),
                arguments(
                        "a shape larger than its data",
                        ModelBytes.zip(JSON, ModelBytes.array(new long[] {1, 600}, 6, "FLOAT", new float[6])),
                        "has shape [1, 600] for 6 values"),
                arguments(
                        "another number of parameters than the layers'",
                        ModelBytes.zip(JSON, ModelBytes.array(new long[] {1, 7}, 7, "FLOAT", new float[7])),
                        "coefficients.bin must have 6 values, has 7"),
                arguments(
                        "a layer of more parameters than bytes",
                        replaced("\"nin\" : 2", "\"nin\" : 2000000000"),
                        "coefficients.bin must have 4000000002 values, has 6"),
                arguments(
                        "a layer of 2^62 inputs",
                        replaced("\"nin\" : 2", "\"nin\" : 4611686018427387904"),
                        "/confs/0/layer/nin must be in [0, 2147483647], is 4611686018427387904"),
                arguments(
                        "sizes whose product overflows",
                        replaced("\"nin\" : 2", "\"nin\" : 1073741824, \"kernelSize\" : [1073741824, 16]"),
                        "/confs/0/layer must be a layer whose sizes multiply to at most 1.0E17"),
                arguments(
                        "a layer of -5 inputs",
                        replaced("\"nin\" : 2", "\"nin\" : -5"),
                        "/confs/0/layer/nin must be in [0, 2147483647], is -5"),
                arguments(
                        "an array of a loss larger than its data",
                        replaced(
                                lossWeights,
                                lossWeights
                                        + "\"weights\" : {\"dataType\":\"FLOAT\",\"shape\":[1,90000000],\"data\":[1]},"),
                        "/lossFn/weights must have as many numbers as its shape [1,90000000] says, has 1"),
                arguments(
                        "an array of a loss in its old form",
                        replaced(
                                lossWeights,
                                lossWeights + "\"boundingBoxes\" : {\"dataBuffer\":[1],\"numElements\":900000000},"),
                        "/lossFn/boundingBoxes/dataBuffer is of an old form, which is not read"),
                arguments(
                        "a number that is none",
                        ModelBytes.zip(JSON, ModelBytes.array(new long[] {1, 6}, 6, "FLOAT", new float[] {
                            0, 0, 0, 0, 0, Float.NaN
                        })),
                        "coefficients.bin: value 5 is not finite"),
                arguments(
                        "values of another type",
                        ModelBytes.zip(JSON, ModelBytes.array(new long[] {1, 6}, 6, "DOUBLE", new float[12])),
                        "coefficients.bin must have values of type FLOAT, has DOUBLE"),
                arguments(
                        "a marker instead of parameters",
                        new RawZip()
                                .add("configuration.json", JSON.getBytes(UTF_8))
                                .add("noParams.marker", new byte[0]),
                        "it has an entry noParams.marker, which is not expected"),
                arguments(
                        "two entries of a name",
                        zip(JSON).add("configuration.json", JSON.getBytes(UTF_8)),
                        "it has two entries of the name configuration.json"),
                arguments("no layer", zip("{\"confs\":[]}"), "coefficients.bin must have 0 values, has 6"),
                arguments("no network", zip("[1, 2]"), "configuration.json: must be Deeplearning4j's JSON of a"),
                arguments("nothing", zip(""), "configuration.json: must be Deeplearning4j's JSON of a"),
                arguments(
                        "no text",
                        new RawZip()
                                .add("configuration.json", new byte[] {(byte) 0xff, 0})
                                .add("coefficients.bin", PARAMETERS),
                        "configuration.json: must be JSON in UTF-8, is not UTF-8 text"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void load_hostileSnapshot_isRefusedAtLittleCost(String what, RawZip zip, String reason) {
        run.write(zip.build());
        Throwable refused = Cost.ofRefusal(() -> Ensemble.load(folder).close());
        assertThat(refused)
                .isExactlyInstanceOf(RunException.class)
                .hasMessageStartingWith(run.snapshot() + ": ")
                .hasMessageContaining(reason);
        assertThat(((RunException) refused).path()).isEqualTo(run.snapshot());
    }

    @Test
    void load_classThatIsNotAllowed_isToldHowToAllowIt() {
        run.write(replaced(ACTIVATION, "com.example.My$Activation").build());
        assertThatThrownBy(() -> Ensemble.load(folder))
                .isInstanceOf(RunException.class)
                .hasMessage(run.snapshot()
                        + ": configuration.json: /confs/0/layer/activationFn/@class names a class that is not allowed: "
                        + "com.example.My$Activation; if it is yours, allow it with"
                        + " AllowedClasses.deeplearning4j().withAlso(My.Activation.class)");
    }

    @Test
    void load_otherClassesAllowed_refusesThisOneStill() {
        run.write(replaced(ACTIVATION, Canary.NAME).build());
        AllowedClasses others = AllowedClasses.deeplearning4j().withAlso(String.class, HostileSnapshotTest.class);
        assertThatThrownBy(() -> Ensemble.load(folder, others)).isInstanceOf(RunException.class);
        assertThatThrownBy(() -> Ensemble.loadInTurn(folder)).isInstanceOf(RunException.class);
    }

    /** Whether the classes are allowed is not for it to say. */
    @Test
    void verify_snapshotOfUnknownClasses_isGood_andLoadsNone() {
        run.write(replaced(ACTIVATION, Canary.NAME).build());
        assertThat(RunCheck.of(folder)).allMatch(checked -> checked.damage().isEmpty());
    }

    @Test
    void verify_snapshotWhoseChecksumFitsButWhichLies_isFound() {
        byte[] values = ModelBytes.array(new long[] {1, 600}, 6, "FLOAT", new float[6]);
        run.write(ModelBytes.zip(JSON, values).build());
        assertThat(RunCheck.of(folder))
                .filteredOn(checked -> checked.damage().isPresent())
                .singleElement()
                .satisfies(checked -> assertThat(checked.damage().orElse(""))
                        .isEqualTo(run.snapshot() + ": not a model of Deeplearning4j: coefficients.bin has shape"
                                + " [1, 600] for 6 values"));
    }

    @Test
    void load_layersThatNeedManyBytes_andFewOfThem_isRefusedBeforeMemoryIsTaken() {
        String large = JSON.replace("\"nin\" : 2", "\"nin\" : 100000000").replace("\"nout\" : 2", "\"nout\" : 20");
        byte[] header = ModelBytes.array(new long[] {1, 2_000_000_020}, 2_000_000_020, "FLOAT", new float[0]);
        byte[] cut = Arrays.copyOf(header, header.length + 1_000);
        run.write(ModelBytes.zip(large, cut).build());
        Throwable refused = Cost.ofRefusal(() -> Ensemble.load(folder).close());
        assertThat(refused).hasMessageContaining("says that it has 2000000020 values of 4 bytes, has 1000 bytes");
    }
}
