package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NpyWriterTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final NpyWriter npy = new NpyWriter(bytes);

    private static String hex(byte[] bytes, int from, int to) {
        return HexFormat.of().formatHex(bytes, from, to);
    }

    @Test
    void floats_threeDimensions_areTheBytesOfTheFormat() throws IOException {
        npy.floatHeader(2, 3, 10);
        npy.floats(new float[] {1, -2.5f});
        byte[] written = bytes.toByteArray();
        // magic, version 1.0, 118 = 0x0076 little-endian: the header takes 128 bytes in all
        assertThat(hex(written, 0, 10)).isEqualTo("934e554d505901007600");
        String header = new String(written, 10, 118, StandardCharsets.US_ASCII);
        assertThat(header.stripTrailing()).isEqualTo("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3, 10), }");
        assertThat(header).endsWith(" \n");
        // 1.0f = 0x3f800000, -2.5f = 0xc0200000
        assertThat(hex(written, 128, written.length)).isEqualTo("0000803f000020c0");
    }

    @Test
    void longs_oneDimension_areTheBytesOfTheFormat() throws IOException {
        npy.longHeader(3);
        npy.longs(new long[] {9, -1, 256});
        byte[] written = bytes.toByteArray();
        assertThat(hex(written, 0, 10)).isEqualTo("934e554d505901007600");
        assertThat(new String(written, 10, 118, StandardCharsets.US_ASCII).stripTrailing())
                .isEqualTo("{'descr': '<i8', 'fortran_order': False, 'shape': (3,), }");
        assertThat(hex(written, 128, written.length))
                .isEqualTo("0900000000000000" + "ffffffffffffffff" + "0001000000000000");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void header_anyLength_endsAtAMultipleOf64(int dimensions) throws IOException {
        long[] shape = new long[dimensions];
        Arrays.fill(shape, 1_234_567L);
        npy.floatHeader(shape);
        byte[] written = bytes.toByteArray();
        assertThat(written.length % 64).isZero();
        assertThat((written[8] & 0xff) + 256 * (written[9] & 0xff)).isEqualTo(written.length - 10);
        assertThat(written[written.length - 1]).isEqualTo((byte) '\n');
    }
}
