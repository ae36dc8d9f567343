package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snapshotensemble.testing.Cost;

/** PNG files that the JDK's reader would take, with pixels that are not those that were stored. */
final class DamagedPngTest {

    @TempDir
    private Path folder;

    /** Three colors in a palette; the pixels 0, 1, 2 in a row, with two bits each. */
    private static byte[] palette() throws IOException {
        byte[] levels = {0, 100, (byte) 200};
        BufferedImage image = new BufferedImage(
                3, 1, BufferedImage.TYPE_BYTE_BINARY, new IndexColorModel(2, 3, levels, levels, levels));
        for (int x = 0; x < 3; x++) {
            image.getRaster().setSample(x, 0, 0, x);
        }
        return png(image);
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    private ImageFile file(byte[] bytes) throws IOException {
        return ImageFile.read(Files.write(folder.resolve("image.png"), bytes));
    }

    private String refused(String reason) {
        return folder.resolve("image.png") + ": cannot be read as a PNG image: " + reason;
    }

    @Test
    void values_palette_areItsColors() throws IOException {
        assertThat(file(palette()).values(new ImageSize(1, 3, 1))).containsExactly(0, 100, 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"IHDR", "PLTE", "IDAT"})
    void read_chunkThatItsChecksumDoesNotFit_isRefused(String chunk) throws IOException {
        byte[] png = palette();
        int at = PngFiles.dataOf(png, chunk);
        png[at + 3] ^= 1;
        assertThatThrownBy(() -> file(png))
                .isExactlyInstanceOf(BadDataException.class)
                .hasMessageMatching("\\Q" + refused("damaged: the checksum of chunk " + chunk + " at byte " + (at - 8))
                        + "\\E must be [0-9a-f]{8}, is [0-9a-f]{8}");
    }

    @Test
    void values_indexBeyondThePalette_areRefused() throws IOException {
        byte[] png = palette();
        int at = PngFiles.dataOf(png, "PLTE");
        // Of three colors two are left.
        byte[] cut = new byte[png.length - 3];
        System.arraycopy(png, 0, cut, 0, at + 6);
        System.arraycopy(png, at + 9, cut, at + 6, png.length - at - 9);
        ByteBuffer.wrap(cut).putInt(at - 8, 6);
        ImageFile file = file(PngFiles.withRightChecksums(cut));
        assertThatThrownBy(() -> file.values(new ImageSize(1, 3, 1)))
                .isExactlyInstanceOf(BadDataException.class)
                .hasMessage(refused("row 0, column 2 must be one of the palette's 2 colors, is number 2 from 0"));
    }

    @Test
    void read_chunkThatIsCut_isRefused() throws IOException {
        byte[] png = palette();
        int at = PngFiles.dataOf(png, "IDAT");
        int length = ByteBuffer.wrap(png).getInt(at - 8);
        assertThatThrownBy(() -> file(Arrays.copyOf(png, at + 5)))
                .hasMessage(refused(
                        "chunk IDAT at byte " + (at - 8) + " must have " + length + " bytes, the file has 1 more"));
    }

    /** 200 million gray pixels: no deflated bytes so few can become so many. */
    @Test
    void values_moreThanThePackedBytesCanHold_areRefusedAtLittleCost() throws IOException {
        byte[] png = png(new BufferedImage(7, 5, BufferedImage.TYPE_BYTE_GRAY));
        ByteBuffer.wrap(png).putInt(16, 20_000).putInt(20, 10_000);
        int packed = ByteBuffer.wrap(png).getInt(PngFiles.dataOf(png, "IDAT") - 8);
        ImageFile file = file(PngFiles.withRightChecksums(png));
        assertThat(Cost.ofRefusal(() -> file.values(new ImageSize(4, 4, 1))))
                .isExactlyInstanceOf(BadDataException.class)
                .hasMessage(refused("its header says 10000 x 20000 pixels, its " + packed
                        + " bytes of packed pixels cannot hold so many"));
    }

    /** A single color packs as well as anything does. */
    @Test
    void values_imageOfOneColor_areRead() throws IOException {
        ImageFile file = file(png(new BufferedImage(4_000, 4_000, BufferedImage.TYPE_BYTE_BINARY)));
        assertThat(file.values(new ImageSize(2, 2, 1))).containsOnly(0);
    }
}
