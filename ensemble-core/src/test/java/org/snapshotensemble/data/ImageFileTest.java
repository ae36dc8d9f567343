package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds of PNG and JPEG that people have, each with other values at each pixel. */
final class ImageFileTest {

    private static final int HEIGHT = 5;
    private static final int WIDTH = 7;

    @TempDir
    private Path folder;

    private ImageFile file(byte[] bytes) throws IOException {
        return ImageFile.read(Files.write(folder.resolve("image"), bytes));
    }

    /** Each band of each pixel has a value of its own, from 0 to full. */
    private static int sample(int x, int y, int band, int full) {
        return ((y * WIDTH + x) * 4 + band) * full / (HEIGHT * WIDTH * 4 - 1);
    }

    private static void fill(WritableRaster raster, int full) {
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                for (int band = 0; band < raster.getNumBands(); band++) {
                    raster.setSample(x, y, band, sample(x, y, band, full));
                }
            }
        }
    }

    private static BufferedImage image(int type) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        fill(image.getRaster(), type == BufferedImage.TYPE_USHORT_GRAY ? 65_535 : 255);
        return image;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        return written("png", image, ImageWriteParam.MODE_DEFAULT);
    }

    private static byte[] written(String format, BufferedImage image, int progressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setProgressiveMode(progressive);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static float[] values(ImageFile file) throws IOException {
        return file.values(file.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {ImageWriteParam.MODE_DISABLED, ImageWriteParam.MODE_DEFAULT})
    void values_colorPng_areItsSamplesChannelByChannelInterlacedOrNot(int progressive) throws IOException {
        ImageFile file = file(written("png", image(BufferedImage.TYPE_3BYTE_BGR), progressive));
        assertThat(file.size()).isEqualTo(new ImageSize(HEIGHT, WIDTH, 3));
        float[] values = values(file);
        for (int channel = 0; channel < 3; channel++) {
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    assertThat(values[(channel * HEIGHT + y) * WIDTH + x]).isEqualTo(sample(x, y, channel, 255));
                }
            }
        }
    }

    @Test
    void values_grayOf16Bits_areScaledTo255() throws IOException {
        ImageFile file = file(png(image(BufferedImage.TYPE_USHORT_GRAY)));
        assertThat(file.size().channels()).isEqualTo(1);
        float[] values = values(file);
        for (int i = 0; i < values.length; i++) {
            assertThat(values[i]).isCloseTo(sample(i % WIDTH, i / WIDTH, 0, 65_535) * 255f / 65_535, within(1e-4f));
        }
    }

    @Test
    void values_colorsWithAlpha_areMixedWithWhitePixelByPixel() throws IOException {
        float[] values = values(file(png(image(BufferedImage.TYPE_4BYTE_ABGR))));
        for (int i = 0; i < values.length; i++) {
            int pixel = i % (HEIGHT * WIDTH);
            int x = pixel % WIDTH;
            int y = pixel / WIDTH;
            float alpha = sample(x, y, 3, 255) / 255f;
            float color = sample(x, y, i / (HEIGHT * WIDTH), 255);
            assertThat(values[i]).isCloseTo(alpha * color + (1 - alpha) * 255, within(1e-3f));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "1, 0, 3", "0, 1, 3"})
    void size_palette_hasOneChannelWhereAllColorsAreGray(int moreGreen, int moreBlue, int channels) throws IOException {
        byte[] red = {0, 10, 100, (byte) 200};
        byte[] green = {0, 10, 100, (byte) (200 + moreGreen)};
        byte[] blue = {0, 10, 100, (byte) (200 + moreBlue)};
        IndexColorModel palette = new IndexColorModel(2, 4, red, green, blue);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY, palette);
        fill(image.getRaster(), 3);
        ImageFile file = file(png(image));
        assertThat(file.size().channels()).isEqualTo(channels);
        float[] values = values(file);
        for (int i = 0; i < HEIGHT * WIDTH; i++) {
            assertThat(values[i]).isEqualTo(Byte.toUnsignedInt(red[sample(i % WIDTH, i / WIDTH, 0, 3)]));
        }
    }

    @Test
    void values_progressiveJpeg_areThoseOfABaselineOne() throws IOException {
        BufferedImage image = image(BufferedImage.TYPE_BYTE_GRAY);
        float[] progressive = values(file(written("jpeg", image, ImageWriteParam.MODE_DEFAULT)));
        float[] baseline = values(file(written("jpeg", image, ImageWriteParam.MODE_DISABLED)));
        assertThat(progressive).isEqualTo(baseline);
        for (int i = 0; i < baseline.length; i++) {
            assertThat(baseline[i]).isCloseTo(sample(i % WIDTH, i / WIDTH, 0, 255), within(12f));
        }
    }

    @Test
    void values_jpegWithoutItsEndMarker_areRead() throws IOException {
        byte[] jpeg = written("jpeg", image(BufferedImage.TYPE_BYTE_GRAY), ImageWriteParam.MODE_DISABLED);
        assertThat(values(file(Arrays.copyOf(jpeg, jpeg.length - 2)))).isEqualTo(values(file(jpeg)));
    }

    @Test
    void values_jpegOfFourValuesAPixel_isRefused() throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, WIDTH, HEIGHT, 4, null);
        fill(raster, 255);
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(raster, null, null), null);
        }
        ImageFile file = file(bytes.toByteArray());
        assertThatThrownBy(() -> values(file))
                .isInstanceOf(BadDataException.class)
                .hasMessageStartingWith(folder.resolve("image") + ": ");
    }

    @ParameterizedTest
    @CsvSource({"20000, 10000, true", "20001, 10000, false"})
    void size_upTo200MillionPixels_isBelieved(int width, int height, boolean believed) throws IOException {
        byte[] png = png(image(BufferedImage.TYPE_BYTE_GRAY));
        ByteBuffer.wrap(png).putInt(16, width).putInt(20, height);
        ImageFile file = file(PngFiles.withRightChecksums(png));
        if (believed) {
            assertThat(file.size()).isEqualTo(new ImageSize(height, width, 1));
        } else {
            assertThatThrownBy(file::size).hasMessageEndingWith("has 10000 x 20001");
        }
    }

    /** 100 x 200 RGB pixels are 60,000 bytes, and 100 rows of 8 gray floats and an array's own 24 bytes are 5,600. */
    @Test
    void values_moreThanHalfOfTheMemory_areRefusedBeforeTheyAreDecoded() throws IOException {
        ImageSize size = new ImageSize(4, 8, 1);
        ImageFile file = file(png(new BufferedImage(200, 100, BufferedImage.TYPE_3BYTE_BGR)));
        assertThat(file.values(size, new DecodingMemory(2 * 65_600))).hasSize(32);
        assertThatThrownBy(() -> file.values(size, new DecodingMemory(2 * 65_600 - 1)))
                .isInstanceOf(BadDataException.class)
                .hasMessage(folder.resolve("image")
                        + ": must fit in half of Java's memory, 0.1 MiB, decoding 100 x 200 pixels takes 0.1 MiB; make it"
                        + " smaller, or give Java more with -Xmx");
    }

    @Test
    void requireFile_moreThanHalfOfTheMemory_isRefused() throws IOException {
        Path file = Path.of("photo.png");
        DecodingMemory memory = new DecodingMemory(1 << 30);
        memory.requireFile(file, 1 << 29);
        assertThatThrownBy(() -> memory.requireFile(file, (1 << 29) + 1))
                .hasMessage("photo.png: must fit in half of Java's memory, 512.0 MiB, the file takes 512.0 MiB; make it"
                        + " smaller, or give Java more with -Xmx");
    }

    /** The upright image has a row 0, 1, 2 and a row 3, 4, 5; below are its pixels as a camera stores them. */
    @ParameterizedTest
    @CsvSource({
        "1, 2, 012345",
        "2, 2, 210543",
        "3, 2, 543210",
        "4, 2, 345012",
        "5, 3, 031425",
        "6, 3, 251403",
        "7, 3, 524130",
        "8, 3, 304152",
        "0, 2, 012345",
        "9, 2, 012345"
    })
    void values_photoThatWasTurned_areUpright(int orientation, int rows, String stored) throws IOException {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            ImageFile file = file(withExif(blocks(rows, stored), exif(orientation, order)));
            assertThat(file.size()).isEqualTo(new ImageSize(16, 24, 1));
            float[] values = values(file);
            for (int block = 0; block < 6; block++) {
                int center = (block / 3 * 8 + 4) * 24 + block % 3 * 8 + 4;
                assertThat(values[center]).isCloseTo(40 * block, within(4f));
            }
        }
    }

    /** A JPEG of blocks of 8 by 8 pixels, which it keeps apart. */
    private static byte[] blocks(int rows, String blocks) throws IOException {
        int columns = blocks.length() / rows;
        BufferedImage image = new BufferedImage(columns * 8, rows * 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < rows * 8; y++) {
            for (int x = 0; x < columns * 8; x++) {
                int block = Character.digit(blocks.charAt(y / 8 * columns + x / 8), 10);
                image.getRaster().setSample(x, y, 0, 40 * block);
            }
        }
        return written("jpeg", image, ImageWriteParam.MODE_DISABLED);
    }

    /** A segment with EXIF data that have two entries, the second of them the orientation. */
    private static byte[] exif(int orientation, ByteOrder order) {
        ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 2 * 12 + 4).order(order);
        tiff.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M')).put(tiff.get(0));
        tiff.putShort((short) 42).putInt(8).putShort((short) 2);
        tiff.putShort((short) 0x0100).putShort((short) 4).putInt(1).putInt(6);
        tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
        ByteBuffer segment = ByteBuffer.allocate(4 + 6 + tiff.capacity());
        segment.putShort((short) 0xffe1).putShort((short) (2 + 6 + tiff.capacity()));
        segment.put(HexFormat.of().parseHex("457869660000")).put(tiff.array());
        return segment.array();
    }

    private static byte[] withExif(byte[] jpeg, byte[] segment) {
        ByteBuffer joined = ByteBuffer.allocate(jpeg.length + segment.length);
        return joined.put(jpeg, 0, 2).put(segment).put(jpeg, 2, jpeg.length - 2).array();
    }

    @Test
    void of_exifThatIsCutOrPointsOutOfTheFile_isUpright() throws IOException {
        byte[] jpeg = withExif(blocks(3, "251403"), exif(6, ByteOrder.BIG_ENDIAN));
        assertThat(Orientation.of(jpeg)).isEqualTo(new Orientation(true, true, false));
        for (int length = 0; length < 60; length++) {
            byte[] cut = Arrays.copyOf(jpeg, length);
            // the segment ends there
            boolean whole = length >= 50;
            assertThat(Orientation.of(cut))
                    .as("of the first %d bytes", length)
                    .isEqualTo(whole ? new Orientation(true, true, false) : Orientation.UPRIGHT);
        }
        byte[] far = jpeg.clone();
        ByteBuffer.wrap(far).putInt(16, Integer.MAX_VALUE - 3);
        assertThat(Orientation.of(far)).isEqualTo(Orientation.UPRIGHT);
    }
}
