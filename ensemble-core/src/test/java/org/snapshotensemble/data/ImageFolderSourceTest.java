package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

final class ImageFolderSourceTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void writeImages() throws IOException {
        write("cat/b.png", image("png", BufferedImage.TYPE_3BYTE_BGR, 4, 2, new Color(10, 20, 30)));
        write("cat/a.PNG", image("png", BufferedImage.TYPE_3BYTE_BGR, 4, 2, new Color(40, 50, 60)));
        write("ant/z.jpg", image("jpg", BufferedImage.TYPE_3BYTE_BGR, 4, 2, new Color(200, 200, 200)));
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private static byte[] image(String format, int type, int width, int height, Color color) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        if (type == BufferedImage.TYPE_BYTE_GRAY) {
            // not painted: Java would bend the value
            for (int i = 0; i < width * height; i++) {
                image.getRaster().setSample(i % width, i / width, 0, color.getRed());
            }
        } else {
            Graphics2D graphics = image.createGraphics();
            graphics.setColor(color);
            graphics.fillRect(0, 0, width, height);
            graphics.dispose();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }

    private DataSource source(String options) {
        return DataSource.parse("images:" + folder + options);
    }

    @Test
    void features_moreThanABatch_areNamedAndHaveTheValuesOfLoad() throws IOException {
        DataSource source = DataSource.parse("images:" + folder);
        LabelledData loaded = source.load();
        try (FeatureBatches batches = source.features(loaded.description(), 2, note -> {})) {
            assertThat(batches.carried()).containsExactly("file");
            FeatureBatch first = batches.next().orElseThrow();
            assertThat(first.carried()).containsExactly(List.of("ant/z.jpg"), List.of("cat/a.PNG"));
            assertThat(batches.place(1)).hasValue("cat/a.PNG");
            assertThat(first.features()).isEqualTo(loaded.rows(new int[] {0, 1}).features());
            FeatureBatch last = batches.next().orElseThrow();
            assertThat(last.carried()).containsExactly(List.of("cat/b.png"));
            assertThat(last.features()).isEqualTo(loaded.rows(new int[] {2}).features());
            assertThat(batches.next()).isEmpty();
        }
        assertThat(source.files()).hasSize(3).contains(folder.resolve("cat/b.png"));
    }

    @Test
    void load_oneSize_isClassByClassInTheOrderOfTheNames() throws IOException {
        LabelledData data = source("").load();
        assertThat(data.description().classes()).containsExactly("ant", "cat");
        assertThat(data.classIndices()).containsExactly(0, 1, 1);
        assertThat(data.features().shape()).containsExactly(3, 3, 2, 4);
        assertThat(pixel(data, 1)).containsExactly(40, 50, 60);
        assertThat(pixel(data, 2)).containsExactly(10, 20, 30);
        // JPEG loses a little
        assertThat(pixel(data, 0)[1]).isCloseTo(200, within(2f));
        assertThat(data.description().imageSize()).isEqualTo(Optional.of(new ImageSize(2, 4, 3)));
        assertThat(data.description().columns())
                .hasSize(24)
                .startsWith("pixel_0_0_0")
                .endsWith("pixel_2_1_3");
    }

    private static float[] pixel(LabelledData data, int example) {
        float[] values = new float[(int) data.features().size(1)];
        for (int channel = 0; channel < values.length; channel++) {
            values[channel] = data.features().getFloat(example, channel, 1, 3);
        }
        return values;
    }

    @Test
    void load_sha256_isOverNamesLengthsAndBytesInOrder() throws IOException {
        Hasher hasher = Hashing.sha256().newHasher();
        for (String name : List.of("ant/z.jpg", "cat/a.PNG", "cat/b.png")) {
            byte[] bytes = Files.readAllBytes(folder.resolve(name));
            hasher.putBytes((name + "\0").getBytes(StandardCharsets.UTF_8));
            for (int shift = 0; shift < 64; shift += 8) {
                hasher.putByte((byte) ((long) bytes.length >> shift));
            }
            hasher.putBytes(bytes);
        }
        assertThat(source("").load().description().sha256())
                .isEqualTo(hasher.hash().toString());
    }

    @Test
    void load_grayImages_haveOneChannelAndTheFilesOwnValues() throws IOException {
        Files.delete(folder.resolve("ant/z.jpg"));
        for (String name : List.of("ant/z.png", "cat/a.PNG", "cat/b.png")) {
            write(name, image("png", BufferedImage.TYPE_BYTE_GRAY, 4, 2, new Color(100, 100, 100)));
        }
        LabelledData data = source("").load();
        assertThat(data.features().shape()).containsExactly(3, 1, 2, 4);
        assertThat(pixel(data, 2)).containsExactly(100);
        assertThat(pixel(source("?channels=3").load(), 2)).containsExactly(100, 100, 100);
    }

    @Test
    void load_grayOfColors_isTheirLuminance() throws IOException {
        assertThat(pixel(source("?channels=1").load(), 2)[0])
                .isCloseTo(0.299f * 10 + 0.587f * 20 + 0.114f * 30, within(1e-4f));
    }

    @Test
    void load_transparentPixels_lieOnWhite() throws IOException {
        write("cat/b.png", image("png", BufferedImage.TYPE_4BYTE_ABGR, 4, 2, new Color(0, 0, 255, 51)));
        assertThat(pixel(source("").load(), 2)).containsExactly(204, 204, 255);
    }

    @Test
    void load_palettes_areTheirColors() throws IOException {
        write("cat/b.png", image("png", BufferedImage.TYPE_BYTE_INDEXED, 4, 2, new Color(255, 0, 102)));
        assertThat(pixel(source("").load(), 2)).containsExactly(255, 0, 102);
    }

    @Test
    void load_givenSize_resizesAll() throws IOException {
        write("ant/y.png", image("png", BufferedImage.TYPE_3BYTE_BGR, 90, 70, new Color(1, 2, 3)));
        LabelledData data = source("?size=5x6&channels=3").load();
        assertThat(data.features().shape()).containsExactly(4, 3, 5, 6);
        assertThat(pixel(data, 0)[2]).isCloseTo(3, within(1e-4f));
    }

    @Test
    void load_sizesThatDiffer_areRefusedWithTheOptionToGive() throws IOException {
        write("cat/c.png", image("png", BufferedImage.TYPE_3BYTE_BGR, 9, 7, Color.RED));
        assertThatThrownBy(() -> source("").load())
                .isInstanceOf(BadDataException.class)
                .hasMessage(folder + ": the images must have one size, ant/z.jpg has 2x4 and cat/c.png 7x9 (height by"
                        + " width); say which to resize them to, such as images:DIR?size=2x4");
    }

    @Test
    void load_largePhotosThatDiffer_areRefusedWithASmallSizeOfTheirForm() throws IOException {
        write("ant/a.png", image("png", BufferedImage.TYPE_BYTE_GRAY, 640, 320, Color.RED));
        assertThatThrownBy(() -> source("").load()).hasMessageEndingWith("such as images:DIR?size=32x64");
    }

    @Test
    void load_sizeOfMillionsOfValues_isRefused() {
        assertThatThrownBy(() -> source("?size=2000x2000").load())
                .isInstanceOf(BadDataException.class)
                .hasMessageStartingWith(folder + ": must have at most 4000000 values an image, has 12000000 with ");
    }

    @Test
    void load_sizeWithoutChannels_hasThreeWhereAnyImageHasColor() throws IOException {
        write("ant/a.png", image("png", BufferedImage.TYPE_BYTE_GRAY, 4, 2, Color.RED));
        assertThat(source("?size=3x3").load().features().shape()).containsExactly(4, 3, 3, 3);
        for (String name : List.of("ant/z.jpg", "cat/a.PNG", "cat/b.png")) {
            write(name, image("png", BufferedImage.TYPE_BYTE_GRAY, 9, 8, Color.RED));
        }
        assertThat(source("?size=3x3").load().features().shape()).containsExactly(4, 1, 3, 3);
    }

    @Test
    void load_whiteResized_isNotWhiterThanWhite() throws IOException {
        write("ant/a.png", image("png", BufferedImage.TYPE_3BYTE_BGR, 97, 61, Color.WHITE));
        assertThat(source("?size=32x32").load().features().maxNumber().floatValue())
                .isEqualTo(255);
    }

    @Test
    void load_linkedClass_isRead() throws IOException {
        Files.createSymbolicLink(folder.resolve("dog"), folder.resolve("cat"));
        assertThat(source("").load().description().classes()).containsExactly("ant", "cat", "dog");
    }

    @Test
    void features_foldersOfAnyName_areInTheOrderOfTheirFiles() throws IOException {
        write("new/x.png", image("png", BufferedImage.TYPE_3BYTE_BGR, 60, 50, new Color(70, 70, 70)));
        write("y.png", image("png", BufferedImage.TYPE_3BYTE_BGR, 30, 20, new Color(80, 80, 80)));
        write("notes.txt", new byte[1]);
        Files.createDirectory(folder.resolve("empty"));
        List<String> notes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Float> values = new ArrayList<>();
        try (FeatureBatches batches = source("").features(known("dog", "hen"), 2, notes::add)) {
            for (int rows : new int[] {2, 2, 1}) {
                FeatureBatch batch = batches.next().orElseThrow();
                assertThat(batch.features().shape()).containsExactly(rows, 1, 5, 6);
                batch.carried().forEach(names::addAll);
                for (int row = 0; row < rows; row++) {
                    values.add(batch.features().getFloat(row, 0, 4, 5));
                }
            }
            assertThat(batches.next()).isEmpty();
        }
        assertThat(names).containsExactly("ant/z.jpg", "cat/a.PNG", "cat/b.png", "new/x.png", "y.png");
        assertThat(notes).containsExactly(folder + ": ignored the files that are no images: \"notes.txt\"");
        assertThat(values.get(1)).isCloseTo(0.299f * 40 + 0.587f * 50 + 0.114f * 60, within(1e-3f));
        assertThat(values.get(3)).isCloseTo(70, within(1e-3f));
        assertThat(values.get(4)).isCloseTo(80, within(1e-3f));
    }

    @Test
    void features_noImagesOrARunOnRows_isRefused(@TempDir Path empty) {
        DataDescription known = known("a", "b");
        DataSource none = DataSource.parse("images:" + empty);
        assertThatThrownBy(() -> none.features(known, 2, note -> {}))
                .hasMessage(empty + ": must hold images named .png, .jpg or .jpeg, holds none");
        DataDescription rows = new DataDescription(
                "test", TestData.SHA256, Task.CLASSIFICATION, List.of("a"), List.of("x", "y"), Optional.empty());
        String message = folder + ": holds images, the training data is rows of 1 columns";
        assertThatThrownBy(() -> source("").features(rows, 2, note -> {})).hasMessage(message);
        assertThatThrownBy(() -> source("").loadLike(rows, note -> {})).hasMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> source("").features(known, 0, note -> {}))
                .withMessage("batchSize must be > 0, was 0");
    }

    @Test
    void shortName_isTheLastFoldersName() {
        assertThat(DataSource.parse("images:/data/pets/?size=3x3").shortName()).isEqualTo("pets");
    }

    @Test
    void loadLike_aRun_takesItsSizeAndItsClasses() throws IOException {
        DataDescription known = known("ant", "bee", "cat");
        LabelledData data = source("").loadLike(known, note -> {});
        assertThat(data.features().shape()).containsExactly(3, 1, 5, 6);
        assertThat(data.classIndices()).containsExactly(0, 2, 2);
        assertThat(data.description().classes()).isEqualTo(known.classes());
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

    @Test
    void loadLike_unknownClass_isRefused() {
        assertThatThrownBy(() -> source("").loadLike(known("ant", "bee"), note -> {}))
                .hasMessage(folder.resolve("cat")
                        + ": must be named like a class of the training data, which are \"ant\", \"bee\"");
    }

    private static DataDescription known(String... classes) {
        ImageSize size = new ImageSize(5, 6, 1);
        return new DataDescription(
                "test", TestData.SHA256, Task.CLASSIFICATION, size.columns(), List.of(classes), Optional.of(size));
    }

    static Stream<Arguments> badFiles() throws IOException {
        byte[] noise = new byte[3_000];
        new Random(3).nextBytes(noise);
        byte[] jpeg = image("jpg", BufferedImage.TYPE_3BYTE_BGR, 300, 200, Color.GREEN);
        byte[] png = image("png", BufferedImage.TYPE_3BYTE_BGR, 300, 200, Color.GREEN);
        byte[] hugePng = png.clone();
        hugePng[16] = 0x7f;
        return Stream.of(
                arguments("cat/x.png", new byte[0], ": is empty, expected a PNG or JPEG image"),
                arguments("cat/x.png", noise, ": must be a PNG or JPEG image, begins with "),
                arguments("cat/x.jpg", Arrays.copyOf(jpeg, jpeg.length / 2), ": cannot be read as a JPEG image: "),
                arguments("cat/x.png", Arrays.copyOf(png, png.length / 2), ": cannot be read as a PNG image: "),
                arguments("cat/x.png", Arrays.copyOf(png, 8), ": cannot be read as a PNG image: "),
                arguments(
                        "cat/x.png",
                        PngFiles.withRightChecksums(hugePng),
                        ": must have at most 200000000 pixels, has 200 x 2130706732"),
                arguments("cat/x.txt", noise, ": must be an image named .png, .jpg or .jpeg, is not"),
                arguments("x.jpg", jpeg, ": must lie in the folder of its class, lies beside them"));
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void load_badFile_isRefusedByItsName(String name, byte[] bytes, String message) throws IOException {
        write(name, bytes);
        assertThatThrownBy(() -> source("?size=4x4&channels=3").load())
                .isInstanceOf(BadDataException.class)
                .hasMessageStartingWith(folder.resolve(name) + message);
    }

    @Test
    void load_whatSystemsLeave_isPassedOver() throws IOException {
        write("cat/.DS_Store", new byte[3]);
        write("cat/Thumbs.db", new byte[3]);
        write("labels.txt", new byte[3]);
        assertThat(source("").load().size()).isEqualTo(3);
    }

    @Test
    @EnabledIfSystemProperty(named = "sun.jnu.encoding", matches = "UTF-8")
    void load_nameThatTheLocaleHasNot_isRefused() throws IOException {
        Path lost = Files.createDirectory(folder.resolve("n\uFFFD"));
        String message =
                lost + ": has letters in its name that this locale has not; use one of UTF-8, as LC_ALL=C.UTF-8";
        assertThatThrownBy(() -> source("").load()).hasMessage(message);
        assertThatThrownBy(() -> source("").features(known("ant", "cat"), 2, note -> {}))
                .hasMessage(message);
    }

    @Test
    @EnabledIfSystemProperty(named = "sun.jnu.encoding", matches = "UTF-8")
    void load_namesOfOtherAlphabets_areTheClasses() throws IOException {
        write("猫/a.png", image("png", BufferedImage.TYPE_3BYTE_BGR, 4, 2, Color.RED));
        assertThat(source("").load().description().classes()).containsExactly("ant", "cat", "猫");
    }

    @Test
    void load_emptyClass_isRefused() throws IOException {
        Files.createDirectory(folder.resolve("bee"));
        assertThatThrownBy(() -> source("").load())
                .hasMessage(folder.resolve("bee") + ": must hold at least one image of its class, holds none");
    }

    @Test
    void load_folderInAClass_isRefused() throws IOException {
        Files.createDirectory(folder.resolve("cat/more"));
        assertThatThrownBy(() -> source("").load())
                .hasMessage(folder.resolve("cat/more") + ": is a folder within that of a class, expected images alone");
    }

    @Test
    void load_oneClass_isRefused() throws IOException {
        Files.delete(folder.resolve("ant/z.jpg"));
        Files.delete(folder.resolve("ant"));
        assertThatThrownBy(() -> source("").load())
                .hasMessage(folder + ": must hold folders of 2 classes or more, holds \"cat\" alone");
    }

    @Test
    void load_noImagesAtAll_areRefused(@TempDir Path empty) {
        assertThatThrownBy(() -> DataSource.parse("images:" + empty).load())
                .hasMessage(empty + ": must hold a folder of images a class, holds none");
        assertThatThrownBy(
                        () -> DataSource.parse("images:" + empty + "/nowhere").load())
                .hasMessage(empty.resolve("nowhere") + ": no such folder, expected one with a folder a class");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x4", "4", "4x", "4x4x3", "-4x4", "a", "3000x3000", "2001x2000", "99999x99999"})
    void parse_badSize_isRefused(String size) {
        String text = "images:d?size=" + size;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataSource.parse(text))
                .withMessage(
                        "data \"" + text + "\": size must be HxW, height by width, of at most 4000000 pixels, such as"
                                + " 32x48, was " + size);
    }

    @Test
    void parse_badChannels_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataSource.parse("images:d?channels=2"))
                .withMessage("data \"images:d?channels=2\": channels must be 1 (gray) or 3 (RGB), was 2");
    }
}
