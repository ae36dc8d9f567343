package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.testing.Fuzzer;

/** Images changed at random are read or refused with their name; as features, and in a folder to train on. */
final class ImageFuzzTest {

    private static final String[] TOKENS = {
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "iCCP", "zTXt", "acTL", "\0\0\0\0", "Exif\0\0", "JFIF\0"
    };

    @TempDir
    private Path folder;

    @BeforeEach
    void writeTheOtherClass() throws IOException {
        Files.createDirectories(folder.resolve("a"));
        Files.write(Files.createDirectories(folder.resolve("b")).resolve("1.png"), gray("png"));
    }

    private static byte[] written(String format, int type, int mode) throws IOException {
        BufferedImage image = new BufferedImage(7, 5, type);
        return written(format, image, mode);
    }

    private static byte[] written(String format, BufferedImage image, int mode) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        if (parameters.canWriteProgressive()) {
            parameters.setProgressiveMode(mode);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] gray(String format) throws IOException {
        return written(format, BufferedImage.TYPE_BYTE_GRAY, ImageWriteParam.MODE_DISABLED);
    }

    private void load(String name, byte[] input, String options) throws IOException {
        Files.write(folder.resolve("a").resolve(name), input);
        DataSource.parse("images:" + folder + options).load();
    }

    @Test
    void load_anyPng_isReadOrRefusedByName() throws IOException {
        List<byte[]> valid = new ArrayList<>();
        for (int mode : new int[] {ImageWriteParam.MODE_DISABLED, ImageWriteParam.MODE_DEFAULT}) {
            valid.add(written("png", BufferedImage.TYPE_BYTE_GRAY, mode));
            valid.add(written("png", BufferedImage.TYPE_3BYTE_BGR, mode));
            valid.add(written("png", BufferedImage.TYPE_4BYTE_ABGR, mode));
            valid.add(written("png", BufferedImage.TYPE_USHORT_GRAY, mode));
            valid.add(written("png", BufferedImage.TYPE_BYTE_BINARY, mode));
            valid.add(written("png", BufferedImage.TYPE_BYTE_INDEXED, mode));
            byte[] levels = {0, 10, 100, (byte) 200, 5};
            IndexColorModel palette = new IndexColorModel(4, 5, levels, levels, levels);
            valid.add(written("png", new BufferedImage(7, 5, BufferedImage.TYPE_BYTE_BINARY, palette), mode));
        }
        Fuzzer.ofBytes("PNG", valid, TOKENS)
                .sealed(PngFiles::withRightChecksums)
                .refusing(folder.toString(), BadDataException.class)
                .run((input, random) ->
                        load("1.png", input, random.nextBoolean() ? "?size=4x4" : "?size=5x7&channels=3"))
                .requireBoth();
    }

    @Test
    void load_anyJpeg_isReadOrRefusedByName() throws IOException {
        List<byte[]> valid = new ArrayList<>();
        for (int mode : new int[] {ImageWriteParam.MODE_DISABLED, ImageWriteParam.MODE_DEFAULT}) {
            valid.add(written("jpeg", BufferedImage.TYPE_BYTE_GRAY, mode));
            valid.add(written("jpeg", BufferedImage.TYPE_3BYTE_BGR, mode));
        }
        Fuzzer.ofBytes("JPEG", valid, TOKENS)
                .refusing(folder.toString(), BadDataException.class)
                .run((input, random) ->
                        load("1.jpg", input, random.nextBoolean() ? "?size=4x4" : "?size=5x7&channels=1"))
                .requireBoth();
    }

    @Test
    void load_imagesOfTheirOwnSize_areReadOrRefusedByName() throws IOException {
        Fuzzer.ofBytes("PNG and JPEG of their own size", List.of(gray("png"), gray("jpeg")), TOKENS)
                .sealed(PngFiles::withRightChecksums)
                .refusing(folder.toString(), BadDataException.class)
                .runOneOf(4, (input, random) -> load("1.png", input, ""))
                .requireBoth();
    }

    @Test
    void load_anyGifOrBmp_isRefusedByName() throws IOException {
        List<byte[]> valid = List.of(
                written("gif", BufferedImage.TYPE_BYTE_INDEXED, ImageWriteParam.MODE_DISABLED),
                written("bmp", BufferedImage.TYPE_3BYTE_BGR, ImageWriteParam.MODE_DISABLED));
        Fuzzer.ofBytes("GIF and BMP", valid, TOKENS)
                .runOneOf(
                        4,
                        (input, random) -> assertThatThrownBy(() -> load("1.png", input, "?size=4x4"))
                                .isExactlyInstanceOf(BadDataException.class)
                                .hasMessageStartingWith(folder.resolve("a").resolve("1.png") + ": "));
    }
}
