package org.snapshotensemble.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Text in which a character may stand as {@code %} and two hex digits a UTF-8 byte, so that separators can be part of a
 * name. A {@code %} that no two hex digits follow stands for itself.
 */
final class PercentText {

    private static final int HEX = 16;

    private PercentText() {}

    static String decode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], HEX) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], HEX) : -1;
            if (bytes[i] == '%' && high >= 0 && low >= 0) {
                decoded.write(high * HEX + low);
                i += 2;
            } else {
                decoded.write(bytes[i]);
            }
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }

    /** The text with the given characters, all of them ASCII, and {@code %} encoded. */
    static String encode(String text, String separators) {
        StringBuilder encoded = new StringBuilder();
        text.chars().forEach(unit -> {
            if (unit == '%' || separators.indexOf(unit) >= 0) {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(unit / HEX, HEX)))
                        .append(Character.toUpperCase(Character.forDigit(unit % HEX, HEX)));
            } else {
                encoded.append((char) unit);
            }
        });
        return encoded.toString();
    }
}
