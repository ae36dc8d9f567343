package org.snapshotensemble.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.common.hash.Hashing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.snapshotensemble.testing.Bits;
import org.snapshotensemble.testing.Cost;
import org.snapshotensemble.testing.ModelBytes;
import org.snapshotensemble.testing.RawZip;

final class ModelArchiveTest {

    private static final byte[] JSON = "{\"confs\":[]}".getBytes(UTF_8);
    private static final byte[] PARAMETERS = ModelBytes.parameters();

    @TempDir
    private Path folder;

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("model.zip"), bytes);
    }

    private static RawZip good() {
        return new RawZip().add("configuration.json", JSON).add("coefficients.bin", PARAMETERS);
    }

    private static RawZip parametersWith(java.util.function.Consumer<RawZip.Entry> lie) {
        return new RawZip().add("configuration.json", JSON).add("coefficients.bin", PARAMETERS, lie);
    }

    private static RawZip array(byte[] bytes) {
        return new RawZip().add("configuration.json", JSON).add("coefficients.bin", bytes);
    }

    @Test
    void open_goodZip_givesWhatIsInIt() throws IOException {
        try (ModelArchive archive = ModelArchive.open(write(good().build()), ArchiveRules.model())) {
            assertThat(archive.bytes("configuration.json")).isEqualTo(JSON);
            assertThat(archive.has("updaterState.bin")).isFalse();
            INDArray array = archive.array("coefficients.bin", ModelBytes.PARAMETERS, DataType.FLOAT);
            assertThat(array.shape()).containsExactly(1, ModelBytes.PARAMETERS);
            assertThat(array.sumNumber().doubleValue()).isZero();
            archive.verify();
        }
    }

    @Test
    void open_zipOfDeeplearning4j_givesParametersAndUpdaterStateToTheBit() throws IOException {
        MultiLayerNetwork network = ModelBytes.network(new Adam(0.1));
        network.fit(Nd4j.rand(3, 2), Nd4j.rand(3, 2));
        Path file = folder.resolve("model.zip");
        ModelSerializer.writeModel(network, file.toFile(), true);
        try (ModelArchive archive = ModelArchive.open(file, ArchiveRules.model())) {
            archive.verify();
            assertThat(Bits.of(archive.array("coefficients.bin", ModelBytes.PARAMETERS, DataType.FLOAT)))
                    .isEqualTo(Bits.of(network.params()));
            INDArray state = network.getUpdater().getStateViewArray();
            assertThat(Bits.of(archive.array("updaterState.bin", state.length(), DataType.FLOAT)))
                    .isEqualTo(Bits.of(state));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"DOUBLE", "FLOAT", "HALF", "BFLOAT16"})
    void array_anyFloatingPoint_isWhatNd4jWrote(String name) throws IOException {
        DataType type = DataType.valueOf(name);
        INDArray array = Nd4j.linspace(-3, 4, 20_001, DataType.DOUBLE).castTo(type);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Nd4j.write(bytes, array);
        Path file = write(array(bytes.toByteArray()).build());
        try (ModelArchive archive = ModelArchive.open(file, ArchiveRules.model())) {
            assertThat(archive.array("coefficients.bin", 20_001, type)).isEqualTo(array);
        }
    }

    static Stream<Arguments> lies() {
        byte[] many = new byte[20 << 20];
        return Stream.of(
                arguments("nothing", new RawZip(), "it has no configuration.json"),
                arguments("no parameters", new RawZip().add("configuration.json", JSON), "it has no coefficients.bin"),
                arguments(
                        "no updater state where it is needed",
                        good().add("noParams.marker", new byte[0]),
                        "it has an entry noParams.marker, which is not expected"),
                arguments(
                        "Java object",
                        good().add("preprocessor.bin", new byte[] {(byte) 0xac, (byte) 0xed, 0, 5}),
                        "it has an entry preprocessor.bin, which would be read as Java objects"),
                arguments(
                        "normalizer",
                        good().add("normalizer.bin", new byte[] {0, 6, 'C', 'U', 'S', 'T', 'O', 'M'}),
                        "it has an entry normalizer.bin, which would be read as Java objects"),
                arguments(
                        "two of a name",
                        good().add("coefficients.bin", PARAMETERS),
                        "it has two entries of the name coefficients.bin"),
                arguments(
                        "another name in the header",
                        parametersWith(entry -> entry.localName = "preprocessor.bin"),
                        "coefficients.bin is called preprocessor.bin in its header"),
                arguments(
                        "encrypted",
                        parametersWith(entry -> entry.flags = 1),
                        "coefficients.bin is encrypted or packed in an unknown way"),
                arguments(
                        "unknown packing",
                        parametersWith(entry -> entry.method = 12),
                        "coefficients.bin is packed in an unknown way"),
                arguments(
                        "other size in the header",
                        parametersWith(entry -> entry.localBytes++),
                        "coefficients.bin has other sizes in its header than in the directory"),
                arguments(
                        "holds more than it says",
                        parametersWith(entry -> entry.localBytes = --entry.bytes),
                        "says that it has 6 values of 4 bytes, has 23 bytes of them"),
                arguments("another checksum", parametersWith(entry -> entry.crc++), "its CRC-32 is not what it says"),
                arguments(
                        "a gap",
                        parametersWith(entry -> entry.gapBefore = new byte[3]),
                        "there is a gap, an overlap or another order before coefficients.bin"),
                arguments(
                        "bytes behind the packed ones",
                        parametersWith(entry -> entry.packed = Arrays.copyOf(entry.packed, entry.packed.length + 4)),
                        "coefficients.bin has something behind its packed bytes"),
                arguments("bytes before", good().before(new byte[1]), "there is a gap, an overlap or another order"),
                arguments(
                        "bytes between",
                        good().behindEntries(new byte[1]),
                        "there is something between the entries and the directory"),
                arguments("bytes behind", good().behind(new byte[1]), "it does not end as a zip does"),
                arguments("one entry more", good().countOffset(1), "its directory is too short"),
                arguments("one entry fewer", good().countOffset(-1), "there is something behind its directory"),
                arguments(
                        "a long configuration",
                        new RawZip().add("configuration.json", many).add("coefficients.bin", PARAMETERS),
                        "configuration.json must have at most 8388608 bytes, has 20971520"),
                arguments("much of nothing", array(many), "bytes unpack to 20971520, more than 200 times as many"),
                arguments(
                        "gigabytes that are not there",
                        array(ModelBytes.array(new long[] {1, 1L << 32}, 1L << 32, "FLOAT", new float[4])),
                        "says that it has 4294967296 values of 4 bytes, has 16 bytes of them"),
                arguments(
                        "shape larger than its data",
                        array(ModelBytes.array(new long[] {1, 600}, 6, "FLOAT", new float[6])),
                        "coefficients.bin has shape [1, 600] for 6 values"),
                arguments(
                        "shape that overflows",
                        array(ModelBytes.array(new long[] {1L << 33, 1L << 31}, 6, "FLOAT", new float[6])),
                        "must have a shape [n] or [1, n], has [8589934592, 2147483648]"),
                arguments(
                        "negative shape",
                        array(ModelBytes.array(new long[] {1, -6}, -6, "FLOAT", new float[6])),
                        "must have a shape [n] or [1, n], has [1, -6]"),
                arguments(
                        "many dimensions",
                        array(ModelBytes.array(new long[] {1, 1, 6}, 6, "FLOAT", new float[6])),
                        "must have a shape [n] or [1, n], has one of 10 numbers"),
                arguments(
                        "values far apart",
                        array(ModelBytes.array(new long[] {1, 6}, 1 << 20, 6, "FLOAT", new float[6])),
                        "must have its values side by side, says that they are 1048576 apart"),
                arguments(
                        "text",
                        array(ModelBytes.array(new long[] {1, 6}, 6, "UTF8", new float[6])),
                        "has values of type UTF8"),
                arguments(
                        "packed values",
                        array(ModelBytes.array(new long[] {1, 6}, 6, "COMPRESSED", new float[6])),
                        "has values of type COMPRESSED"),
                arguments(
                        "other type",
                        array(ModelBytes.array(new long[] {1, 3}, 3, "DOUBLE", new float[6])),
                        "must have 6 values, has 3"),
                arguments(
                        "not a number",
                        array(ModelBytes.array(new long[] {6}, 6, "FLOAT", new float[] {0, 1, 2, Float.NaN, 4, 5})),
                        "coefficients.bin: value 3 is not finite"),
                arguments(
                        "infinite",
                        array(ModelBytes.array(
                                new long[] {6}, 6, "FLOAT", new float[] {0, 1, 2, 3, 4, Float.NEGATIVE_INFINITY})),
                        "coefficients.bin: value 5 is not finite"),
                arguments("header cut off", array(Arrays.copyOf(PARAMETERS, 40)), "ends within its header"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void read_zipThatLies_isRefusedAtLittleCost(String what, RawZip zip, String reason) throws IOException {
        Path file = write(zip.build());
        Throwable refused = Cost.ofRefusal(() -> {
            try (ModelArchive archive = ModelArchive.open(file, ArchiveRules.model())) {
                archive.bytes("configuration.json");
                archive.array("coefficients.bin", ModelBytes.PARAMETERS, DataType.FLOAT);
            }
        });
        assertThat(refused)
                .isExactlyInstanceOf(RefusedFileException.class)
                .hasMessageStartingWith(file + ": not a model of Deeplearning4j: ")
                .hasMessageContaining(reason);
    }

    @Test
    void open_cutOff_isRefusedAtEveryLength() throws IOException {
        byte[] zip = good().build();
        for (int length = 0; length < zip.length; length++) {
            Path file = write(Arrays.copyOf(zip, length));
            assertThatThrownBy(() -> ModelArchive.open(file, ArchiveRules.model()))
                    .as("%d bytes", length)
                    .isInstanceOf(RefusedFileException.class)
                    .hasMessageStartingWith(file + ": not a model of Deeplearning4j: ");
        }
    }

    /** Dates, version numbers and the like are not looked at; all else is. */
    @Test
    void verify_anyBitFlipped_isRefusedOrGivesTheSame() throws IOException {
        byte[] zip = good().build();
        for (int bit = 0; bit < zip.length * 8; bit++) {
            byte[] damaged = zip.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Path file = write(damaged);
            try (ModelArchive archive = ModelArchive.open(file, ArchiveRules.model())) {
                archive.verify();
                assertThat(archive.bytes("configuration.json"))
                        .as("bit %d", bit)
                        .isEqualTo(JSON);
                assertThat(archive.bytes("coefficients.bin")).as("bit %d", bit).isEqualTo(PARAMETERS);
            } catch (RefusedFileException e) {
                assertThat(e).as("bit %d", bit).hasMessageStartingWith(file + ": ");
            }
        }
    }

    @Test
    void open_entryThatIsNeeded_mustBeThere() throws IOException {
        Path file = write(good().build());
        ArchiveRules rules = ArchiveRules.model().with(EntryRule.required("position.json", 1_000));
        assertThatThrownBy(() -> ModelArchive.open(file, rules))
                .isInstanceOf(RefusedFileException.class)
                .hasMessage(file + ": not a model of Deeplearning4j: it has no position.json");
    }

    @Test
    void open_otherBytesThanKnown_isRefused() throws IOException {
        byte[] zip = good().build();
        Path file = write(zip);
        String sha256 = Hashing.sha256().hashBytes(zip).toString();
        ModelArchive.open(file, ArchiveRules.model().expecting(new FileDigest(sha256, zip.length, "run.json")))
                .close();

        ArchiveRules longer = ArchiveRules.model().expecting(new FileDigest(sha256, zip.length + 1, "run.json"));
        assertThatThrownBy(() -> ModelArchive.open(file, longer))
                .isInstanceOf(RefusedFileException.class)
                .hasMessage(file + ": damaged: it has " + zip.length + " bytes, run.json says " + (zip.length + 1));

        ArchiveRules other = ArchiveRules.model().expecting(new FileDigest("0".repeat(64), zip.length, "run.json"));
        assertThatThrownBy(() -> ModelArchive.open(file, other))
                .isInstanceOf(RefusedFileException.class)
                .hasMessage(file + ": damaged: its SHA-256 is " + sha256 + ", run.json says " + "0".repeat(64));
    }

    @Test
    void open_whatIsNoFile_isRefused() {
        assertThatThrownBy(() -> ModelArchive.open(folder, ArchiveRules.model()))
                .isInstanceOf(RefusedFileException.class)
                .hasMessage(folder + ": cannot be read: is no regular file");
        Path missing = folder.resolve("missing.zip");
        assertThatThrownBy(() -> ModelArchive.open(missing, ArchiveRules.model()))
                .isInstanceOf(RefusedFileException.class)
                .hasMessage(missing + ": cannot be read: no such file");
    }
}
