package org.snapshotensemble.data;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.io.ByteStreams;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snapshotensemble.files.IoFailure;

/**
 * The rows of a CSV file, one after the other: UTF-8, with a byte-order mark or without, lines ended by LF or CRLF, fields
 * separated by commas and quoted where they have to be. Empty lines are passed over.
 */
final class CsvRows implements Closeable {

    private static final int BUFFER_BYTES = 1 << 16;

    /** Tables of genes have tens of thousands of columns. */
    private static final int MAX_FIELDS = 1_000_000;

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final String name;
    private final HashingInputStream hashed;
    private final CloseableIterator<CsvRecord> records;
    private final CsvRecord first;
    private boolean firstTaken;
    private long lastLine;

    private CsvRows(String name, InputStream in) throws BadDataException {
        this.name = name;
        this.hashed = new HashingInputStream(Hashing.sha256(), new BufferedInputStream(in, BUFFER_BYTES));
        this.records = open(withoutMark(hashed));
        Optional<CsvRecord> record = read();
        this.first = record.orElseThrow(() -> new BadDataException(name + ": must have rows, is empty"));
    }

    /**
     * Opens a file and reads its first row.
     *
     * @throws BadDataException if it cannot be read or has no row
     */
    static CsvRows open(CsvInput input) throws IOException {
        InputStream in = input.open();
        try {
            return new CsvRows(input.name(), in);
        } catch (IOException | RuntimeException | Error e) {
            in.close();
            throw e;
        }
    }

    private InputStream withoutMark(InputStream in) throws BadDataException {
        try {
            PushbackInputStream whole = new PushbackInputStream(in, BYTE_ORDER_MARK.length);
            byte[] start = whole.readNBytes(BYTE_ORDER_MARK.length);
            if (!Arrays.equals(start, BYTE_ORDER_MARK)) {
                whole.unread(start);
            }
            return whole;
        } catch (IOException e) {
            throw broken(e, new UncheckedIOException(e));
        }
    }

    private static CloseableIterator<CsvRecord> open(InputStream in) {
        return CsvReader.builder()
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(
                        CsvRecordHandler.of(limits -> limits.maxFields(MAX_FIELDS)),
                        new InputStreamReader(new Utf8Stream(in), StandardCharsets.UTF_8))
                .iterator();
    }

    /** The first row; {@link #next} gives it again unless {@link #skipFirst} is called. */
    CsvRecord first() {
        return first;
    }

    /** Passes over the first row, which is a header. */
    void skipFirst() {
        firstTaken = true;
    }

    /**
     * The next row; empty at the end.
     *
     * @throws BadDataException if it cannot be read
     */
    Optional<CsvRecord> next() throws BadDataException {
        if (!firstTaken) {
            firstTaken = true;
            return Optional.of(first);
        }
        return read();
    }

    private Optional<CsvRecord> read() throws BadDataException {
        try {
            if (!records.hasNext()) {
                return Optional.empty();
            }
            CsvRecord record = records.next();
            lastLine = record.getStartingLineNumber();
            return Optional.of(record);
        } catch (CsvParseException e) {
            throw broken(e.getCause(), e);
        } catch (UncheckedIOException e) {
            throw broken(e.getCause(), e);
        }
    }

    private BadDataException broken(@Nullable Throwable cause, RuntimeException e) {
        String after = lastLine == 0 ? "at the start" : "after line " + lastLine;
        if (cause instanceof Utf8Stream.NotUtf8Exception notText) {
            return new BadDataException(name + ": " + notText.getMessage(), e);
        }
        if (cause instanceof IOException failure) {
            return new BadDataException(name + ": " + after + ": cannot be read: " + IoFailure.describe(failure), e);
        }
        return new BadDataException(
                name + ": " + after + ": must be CSV, has a quoted field that does not end as one, a field of more"
                        + " than 16 million characters, or a row of more than a million fields",
                e);
    }

    /** A failure of the whole file. */
    BadDataException failure(String message) {
        return new BadDataException(name + ": " + message);
    }

    /** A failure at a row. */
    BadDataException failure(CsvRecord row, String message) {
        return failure("line " + row.getStartingLineNumber() + ": " + message);
    }

    /** A failure at a field of a row. */
    BadDataException failure(CsvRecord row, String column, IllegalArgumentException e) {
        return new BadDataException(
                name + ": line " + row.getStartingLineNumber() + ", " + column + ": " + e.getMessage(), e);
    }

    /** SHA-256 of the whole file's bytes, 64 lower-case hex digits; the file is read to its end for it. */
    String sha256() throws BadDataException {
        try {
            ByteStreams.exhaust(hashed);
        } catch (IOException e) {
            throw broken(e, new UncheckedIOException(e));
        }
        return hashed.hash().toString();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
