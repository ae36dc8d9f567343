package org.snapshotensemble.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;

/**
 * Bytes that are held to be UTF-8 as they go by (Unicode 16, table 3-7). The JDK's decoder finds the same faults, but does
 * not say where.
 */
final class Utf8Stream extends FilterInputStream {

    private static final int LAST_ASCII = 0x7F;
    private static final int FIRST_FOLLOWING = 0x80;
    private static final int LAST_FOLLOWING = 0xBF;

    private long line = 1;
    private boolean afterReturn;

    /** The first byte of a character that is not complete. */
    private int lead;

    /** How many bytes it lacks, and from where to where the next of them may be. */
    private int missing;

    private int lowest;
    private int highest;

    Utf8Stream(InputStream in) {
        super(in);
    }

    /** A byte that no UTF-8 text has at its place; the message says where it is. */
    static final class NotUtf8Exception extends CharacterCodingException {

        private static final long serialVersionUID = 1L;

        private final String message;

        NotUtf8Exception(long line, int found) {
            this.message = String.format(Locale.ROOT, "line %d: must be UTF-8 text, has the byte 0x%02X", line, found);
        }

        @Override
        public String getMessage() {
            return message;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = super.read(into, offset, length);
        if (count < 0 && missing > 0) {
            throw new NotUtf8Exception(line, lead);
        }
        for (int i = offset; i < offset + count; i++) {
            take(Byte.toUnsignedInt(into[i]));
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void take(int next) throws NotUtf8Exception {
        if (missing > 0) {
            if (next < lowest || next > highest) {
                throw new NotUtf8Exception(line, lead);
            }
            expect(missing - 1, FIRST_FOLLOWING, LAST_FOLLOWING);
        } else if (next <= LAST_ASCII) {
            countLines(next);
        } else {
            begin(next);
        }
    }

    /** A line ends with LF, CR or both. */
    private void countLines(int next) {
        if (next == '\r' || (next == '\n' && !afterReturn)) {
            line++;
        }
        afterReturn = next == '\r';
    }

    private void begin(int first) throws NotUtf8Exception {
        afterReturn = false;
        lead = first;
        if (first >= 0xC2 && first <= 0xDF) {
            expect(1, FIRST_FOLLOWING, LAST_FOLLOWING);
        } else if (first >= 0xE0 && first <= 0xEF) {
            // no longer form than is needed, and no half of a surrogate pair
            expect(2, first == 0xE0 ? 0xA0 : FIRST_FOLLOWING, first == 0xED ? 0x9F : LAST_FOLLOWING);
        } else if (first >= 0xF0 && first <= 0xF4) {
            expect(3, first == 0xF0 ? 0x90 : FIRST_FOLLOWING, first == 0xF4 ? 0x8F : LAST_FOLLOWING);
        } else {
            throw new NotUtf8Exception(line, first);
        }
    }

    private void expect(int bytes, int from, int to) {
        missing = bytes;
        lowest = from;
        highest = to;
    }
}
