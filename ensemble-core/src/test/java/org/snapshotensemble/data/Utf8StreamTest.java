package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class Utf8StreamTest {

    private static byte[] readAll(byte[] bytes) throws IOException {
        try (Utf8Stream stream = new Utf8Stream(new ByteArrayInputStream(bytes))) {
            return stream.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\r\n", "\u00E4\u00F6\u00FC", "\u0800\uD7FF\uE000\uFFFF", "\uD800\uDC00\uDBFF\uDFFF"})
    void read_text_goesByAsItIs(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(readAll(bytes)).isEqualTo(bytes);
    }

    /** Lines end with LF, CRLF or CR; a character that breaks off is named by its first byte. */
    @ParameterizedTest
    @CsvSource({
        "fc, 1, FC",
        "0a610afc, 3, FC",
        "0d0a610d0afc, 3, FC",
        "0d610dfc, 3, FC",
        "0a0dc3a40a80, 4, 80",
        "e4620a, 1, E4",
        "e282, 1, E2",
        "0ac3, 2, C3",
        "c080, 1, C0",
        "e08080, 1, E0",
        "eda080, 1, ED",
        "f0808080, 1, F0",
        "f4908080, 1, F4",
        "f5, 1, F5"
    })
    void read_otherBytes_areRefusedAtTheirLine(String hex, int line, String found) {
        assertThatExceptionOfType(Utf8Stream.NotUtf8Exception.class)
                .isThrownBy(() -> readAll(HexFormat.of().parseHex(hex)))
                .withMessage("line " + line + ": must be UTF-8 text, has the byte 0x" + found);
    }

    @Test
    void read_randomBytes_areTakenWhereTheDecoderTakesThem() throws IOException {
        int taken = 0;
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[1 + random.nextInt(4)];
            random.nextBytes(bytes);
            // mostly first bytes and those that follow them
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] |= (byte) (i == 0 ? 0xC0 : 0);
                bytes[i] = i > 0 && random.nextInt(8) > 0 ? (byte) ((bytes[i] & 0x3F) | 0x80) : bytes[i];
            }
            boolean text = decodes(bytes);
            taken += text ? 1 : 0;
            assertThat(passes(bytes))
                    .as("seed %s, %s", seed, HexFormat.of().formatHex(bytes))
                    .isEqualTo(text);
        }
        assertThat(taken).isBetween(1_000, 19_000);
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean passes(byte[] bytes) throws IOException {
        try {
            readAll(bytes);
            return true;
        } catch (Utf8Stream.NotUtf8Exception e) {
            return false;
        }
    }
}
