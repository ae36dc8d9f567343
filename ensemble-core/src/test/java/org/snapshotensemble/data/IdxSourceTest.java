package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.common.hash.Hashing;
import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

final class IdxSourceTest {

    private static final String IMAGES = "train-images-idx3-ubyte";
    private static final String LABELS = "train-labels-idx1-ubyte";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        IdxFiles.writeAll(folder);
    }

    private DataSource source(String options) {
        return DataSource.parse("idx:" + folder + options);
    }

    @Test
    void features_moreThanABatch_haveTheValuesOfLoadAndNeedNoLabels() throws IOException {
        LabelledData loaded = source("").load();
        Files.delete(folder.resolve(LABELS));
        try (FeatureBatches batches = source("").features(loaded.description(), 3, note -> {})) {
            assertThat(batches.carried()).isEmpty();
            assertThat(batches.next().orElseThrow().features())
                    .isEqualTo(loaded.rows(new int[] {0, 1, 2}).features());
            assertThat(batches.next().orElseThrow().features())
                    .isEqualTo(loaded.rows(new int[] {3}).features());
            assertThat(batches.next()).isEmpty();
        }
    }

    @Test
    void load_trainingFiles_areTheirValues() throws IOException {
        LabelledData data = source("").load();
        assertThat(data.features().shape()).containsExactly(4, 1, 2, 3);
        float[] expected = new float[24];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = i;
        }
        assertThat(data.features().dup('c').reshape(24).toFloatVector()).containsExactly(expected);
        assertThat(data.classIndices()).containsExactly(1, 0, 9, 1);
        assertThat(data.outputs()).isEqualTo(10);
    }

    @Test
    void load_highBytes_areUnsigned() throws IOException {
        Files.write(folder.resolve(IMAGES), IdxFiles.images(4, 10, 10));
        assertThat(source("").load().features().getFloat(2, 0, 5, 5)).isEqualTo(255);
    }

    @Test
    void load_manyBlocks_areEachInTheirPlace() throws IOException {
        Files.write(folder.resolve(IMAGES), IdxFiles.images(1_500, 31, 41));
        int[] labels = new int[1_500];
        Arrays.setAll(labels, i -> i % 10);
        Files.write(folder.resolve(LABELS), IdxFiles.labels(labels));
        LabelledData data = source("").load();
        for (int image : new int[] {0, 823, 824, 825, 826, 1_499}) {
            assertThat(data.features().getFloat(image, 0, 30, 40)).isEqualTo(((image + 1) * 31 * 41 - 1) % 256);
            assertThat(data.features().getFloat(image, 0, 0, 0)).isEqualTo(image * 31 * 41 % 256);
        }
    }

    @Test
    void load_description_namesSourceBytesPixelsAndTenClasses() throws IOException {
        DataDescription description = source("").load().description();
        byte[] both =
                Bytes.concat(Files.readAllBytes(folder.resolve(IMAGES)), Files.readAllBytes(folder.resolve(LABELS)));
        assertThat(description.source()).isEqualTo("idx:" + folder);
        assertThat(description.sha256())
                .isEqualTo(Hashing.sha256().hashBytes(both).toString());
        assertThat(description.columns())
                .containsExactly("pixel_0_0", "pixel_0_1", "pixel_0_2", "pixel_1_0", "pixel_1_1", "pixel_1_2");
        assertThat(description.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(description.imageSize()).isEqualTo(Optional.of(new ImageSize(2, 3, 1)));
    }

    @Test
    void load_gzippedFiles_areTheSameValuesUnderTheirOwnHash() throws IOException {
        LabelledData plain = source("").load();
        byte[] images = IdxFiles.gzip(Files.readAllBytes(folder.resolve(IMAGES)));
        Files.delete(folder.resolve(IMAGES));
        Files.write(folder.resolve(IMAGES + ".gz"), images);
        LabelledData packed = source("").load();
        assertThat(packed.features()).isEqualTo(plain.features());
        assertThat(packed.description().sha256())
                .isEqualTo(Hashing.sha256()
                        .hashBytes(Bytes.concat(images, Files.readAllBytes(folder.resolve(LABELS))))
                        .toString());
    }

    /** As gzip leaves it where files were put behind each other, or on a tape. */
    @Test
    void load_gzippedInSeveralMembersAndZerosBehind_isRead() throws IOException {
        LabelledData plain = source("").load();
        byte[] images = Files.readAllBytes(folder.resolve(IMAGES));
        byte[] packed = Bytes.concat(
                IdxFiles.gzip(Arrays.copyOf(images, 5)),
                IdxFiles.gzip(Arrays.copyOfRange(images, 5, 30)),
                IdxFiles.gzip(new byte[0]),
                IdxFiles.gzip(Arrays.copyOfRange(images, 30, images.length)),
                new byte[512]);
        Files.delete(folder.resolve(IMAGES));
        Files.write(folder.resolve(IMAGES + ".gz"), packed);
        assertThat(source("").load().features()).isEqualTo(plain.features());
    }

    @Test
    void load_namesWithADot_areFoundToo() throws IOException {
        Files.move(folder.resolve(IMAGES), folder.resolve("train-images.idx3-ubyte"));
        assertThat(source("").load().size()).isEqualTo(4);
    }

    @Test
    void testData_withoutAPart_areTheT10kFiles() throws IOException {
        DataSource test = source("").testData().orElseThrow();
        assertThat(test.text()).isEqualTo("idx:" + folder + "?part=test");
        assertThat(DataSource.parse(test.text())).isEqualTo(test);
        assertThat(test.load().classIndices()).containsExactly(5, 0);
        assertThat(test.load().description().source()).isEqualTo(test.text());
        assertThat(source("/?classes=12").testData().orElseThrow().text())
                .isEqualTo("idx:" + folder + "?part=test&classes=12");
    }

    @Test
    void testData_withAPart_areNone() {
        assertThat(source("?part=train").testData()).isEmpty();
        assertThat(source("?part=test").testData()).isEmpty();
    }

    @Test
    void load_moreClasses_areThoseThatAreGiven() throws IOException {
        Files.write(folder.resolve(LABELS), IdxFiles.labels(1, 0, 46, 1));
        LabelledData data = source("?classes=47").load();
        assertThat(data.classIndices()).containsExactly(1, 0, 46, 1);
        assertThat(data.outputs()).isEqualTo(47);
    }

    static Stream<Arguments> badFiles() throws IOException {
        byte[] images = IdxFiles.images(4, 2, 3);
        byte[] noise = new byte[500];
        new Random(7).nextBytes(noise);
        byte[] packed = IdxFiles.gzip(images);
        return Stream.of(
                arguments(IMAGES, new byte[0], ": must be an IDX file, is empty"),
                arguments(IMAGES, Arrays.copyOf(images, 3), ": must have a header of 16 bytes, has 3 in all"),
                arguments(IMAGES, Arrays.copyOf(images, 9), ": must have a header of 16 bytes, has 9 in all"),
                arguments(
                        LABELS, Arrays.copyOf(IdxFiles.labels(1), 7), ": must have a header of 8 bytes, has 7 in all"),
                arguments(
                        IMAGES,
                        IdxFiles.labels(1, 2),
                        ": must have the magic number 0x00000803 (unsigned bytes, 3 dimensions) at its start, has"
                                + " 0x00000801 (unsigned bytes, 1 dimension)"),
                arguments(
                        LABELS,
                        images,
                        ": must have the magic number 0x00000801 (unsigned bytes, 1 dimension) at its start, has"
                                + " 0x00000803 (unsigned bytes, 3 dimensions)"),
                arguments(
                        IMAGES,
                        new byte[] {0, 0, 0x0D, 3},
                        ": must have the magic number 0x00000803 (unsigned bytes, 3 dimensions) at its start, has"
                                + " 0x00000D03 (32-bit floats, 3 dimensions)"),
                arguments(
                        IMAGES,
                        noise,
                        ": must have the magic number 0x00000803 (unsigned bytes, 3 dimensions) at its start, has 0x"),
                arguments(
                        IMAGES,
                        Arrays.copyOf(images, 39),
                        ": must have 24 bytes after its header, which says 4 images of 2 x 3, has 23"),
                arguments(
                        IMAGES,
                        Arrays.copyOf(images, 41),
                        ": must have 24 bytes after its header, which says 4 images of 2 x 3, has more"),
                arguments(
                        IMAGES,
                        header(0x7fffffff, 28, 28),
                        ": must have 1683627179248 bytes after its header, which says 2147483647 images of 28 x 28, has"
                                + " 0"),
                arguments(
                        LABELS,
                        Arrays.copyOf(IdxFiles.labels(1, 0, 9, 1), 10),
                        ": must have 4 bytes after its header, which says 4 labels, has 2"),
                arguments(
                        IMAGES,
                        header(1, 0x7fffffff, 0x7fffffff),
                        ": must have at most 2147483647 pixels an image by its header, has 2147483647 x 2147483647"),
                arguments(
                        IMAGES,
                        header(-1, 28, 28),
                        ": must have from 1 to 2147483647 images by its header, has 4294967295"),
                arguments(
                        IMAGES,
                        header(1, 0, 28),
                        ": must have from 1 to 2147483647 rows an image by its header, has 0"),
                arguments(
                        IMAGES,
                        header(1, 28, 0),
                        ": must have from 1 to 2147483647 columns a row by its header, has 0"),
                arguments(LABELS, IdxFiles.labels(), ": must have from 1 to 2147483647 labels by its header, has 0"),
                arguments(
                        IMAGES,
                        Arrays.copyOf(packed, packed.length - 12),
                        ": must be a whole gzip file, ends too early"),
                arguments(
                        IMAGES,
                        Arrays.copyOf(packed, packed.length - 4),
                        ": must be a whole gzip file, ends too early"),
                arguments(
                        IMAGES, wrongChecksum(packed), ": must be a whole gzip file, is damaged: Corrupt GZIP trailer"),
                arguments(LABELS, IdxFiles.labels(1, 0, 2), ": must have a label for each of the 4 images in "),
                arguments(
                        LABELS,
                        IdxFiles.labels(1, 0, 10, 1),
                        ": label 2 must be from 0 to 9, was 10; where there are more classes, say idx:DIR?classes=N"),
                arguments(LABELS, IdxFiles.labels(3, 3, 3, 3), ": must have labels of 2 classes or more, has 3 alone"));
    }

    /** A gzip file ends with the CRC of what it holds, 4 bytes, and its length, 4 bytes. */
    private static byte[] wrongChecksum(byte[] packed) {
        byte[] changed = packed.clone();
        changed[changed.length - 8] ^= 1;
        return changed;
    }

    private static byte[] header(int count, int height, int width) {
        byte[] header = IdxFiles.images(1, 1, 1);
        ByteBuffer.wrap(header).putInt(4, count).putInt(8, height).putInt(12, width);
        return Arrays.copyOf(header, 16);
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void load_badFile_isRefusedByItsName(String file, byte[] bytes, String message) throws IOException {
        Files.write(folder.resolve(file), bytes);
        assertThatThrownBy(() -> source("").load())
                .isInstanceOf(BadDataException.class)
                .hasMessageStartingWith(folder.resolve(file) + message);
    }

    @Test
    void load_missingFile_isRefusedByItsName() throws IOException {
        Files.delete(folder.resolve("t10k-labels-idx1-ubyte"));
        assertThatThrownBy(() -> source("?part=test").load())
                .hasMessage(folder.resolve("t10k-labels-idx1-ubyte")
                        + ": no such file, nor t10k-labels-idx1-ubyte.gz; "
                        + folder + " must hold test data too, or be named as idx:DIR?part=train");
    }

    @Test
    void load_missingFolder_isRefused() {
        assertThatThrownBy(() -> source("/nowhere").load())
                .hasMessage(folder.resolve("nowhere")
                        + ": no such folder, expected one with the four MNIST-named IDX files");
    }

    @Test
    void loadLike_otherSizeOrClasses_areRefused() throws IOException {
        DataDescription mine = source("").load().description();
        assertThat(source("?part=test").loadLike(mine, note -> {}).size()).isEqualTo(2);
        DataDescription rows = new DataDescription(
                "test", TestData.SHA256, Task.CLASSIFICATION, List.of("a"), mine.classes(), Optional.empty());
        assertThatThrownBy(() -> source("").loadLike(rows, note -> {}))
                .hasMessage(folder + ": must have rows as the training data, has images of 2x3 (height by width),"
                        + " channels: 1");
        DataDescription names = new DataDescription(
                "test", TestData.SHA256, Task.CLASSIFICATION, mine.columns(), List.of("cat", "dog"), mine.imageSize());
        assertThatThrownBy(() -> source("").loadLike(names, note -> {}))
                .hasMessage(folder + ": must have the training data's classes, \"cat\", \"dog\", has \"0\", \"1\","
                        + " \"2\", \"3\", \"4\", \"5\", \"6\", \"7\", \"8\", \"9\"");
    }

    /** White is 16 in the digits. */
    @Test
    void loadLikeAndFeatures_runOnDigits_haveTheirScale() throws IOException {
        LabelledData data = source("").load();
        DataDescription digits = TestData.describedAs("digits", data.description());
        INDArray expected = data.features().mul(16.0 / 255);
        assertThat(source("").loadLike(digits, note -> {}).features()).isEqualTo(expected);
        try (FeatureBatches batches = source("").features(digits, 9, note -> {})) {
            assertThat(batches.next().orElseThrow().features()).isEqualTo(expected);
        }
    }

    static Stream<Arguments> badTexts() {
        return Stream.of(
                arguments("idx:", "data idx: must name a folder, as idx:DIR"),
                arguments("idx:?part=test", "data idx: must name a folder, as idx:DIR"),
                arguments(
                        "idx:d?label=1",
                        "data \"idx:d?label=1\" has an unknown option \"label\", known are: part, classes"),
                arguments("idx:d?part=", "data \"idx:d?part=\" must give part a value, did not"),
                arguments("idx:d?=", "data \"idx:d?=\" has an unknown option \"\", known are: part, classes"),
                arguments(
                        "idx:d?classes=257",
                        "data \"idx:d?classes=257\": classes must be a whole number from 2 to 256, was 257"),
                arguments("idx:d?part", "data \"idx:d?part\" must give part a value, did not"),
                arguments("idx:d?part=all", "data \"idx:d?part=all\": part must be train or test, was all"),
                arguments(
                        "idx:d?part=test&part=test",
                        "data \"idx:d?part=test&part=test\" must give part once, gave it twice"),
                arguments(
                        "idx:d?classes=1",
                        "data \"idx:d?classes=1\": classes must be a whole number from 2 to 256, was 1"),
                arguments(
                        "idx:d?classes=99999999999",
                        "data \"idx:d?classes=99999999999\": classes must be a whole number from 2 to 256, was"
                                + " 99999999999"));
    }

    @ParameterizedTest
    @MethodSource("badTexts")
    void parse_badText_isRefused(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataSource.parse(text))
                .withMessage(message);
    }

    @Test
    void parse_mostAndFewestClasses_areTaken() {
        assertThat(DataSource.parse("idx:d?classes=2").text()).isEqualTo("idx:d?classes=2");
        assertThat(DataSource.parse("idx:d?classes=256").text()).isEqualTo("idx:d?classes=256");
    }

    @Test
    void testData_folderWithSeparatorsInItsName_isNamedSoThatItIsFound() throws IOException {
        Path odd = Files.createDirectory(folder.resolve("100 %, 5%41? yes & no"));
        IdxFiles.writeAll(odd);
        String text = "idx:" + odd.toString().replace("%", "%25").replace("?", "%3F");
        DataSource test = DataSource.parse(text).testData().orElseThrow();
        assertThat(test.text()).isEqualTo(text + "?part=test");
        assertThat(DataSource.parse(test.text()).load().classIndices()).containsExactly(5, 0);
    }

    @Test
    void shortName_ofAPath_isItsLastName() {
        assertThat(DataSource.parse("idx:/data/fashion/?classes=3").shortName()).isEqualTo("fashion");
    }
}
