package org.snapshotensemble.snapshot;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.snapshotensemble.files.DurableFolder;

/**
 * Appends one row an iteration to {@code history.csv}. A row is the system's when it is appended, or, where rows are
 * {@linkplain #keepBack kept back}, a little later, each one whole; rows become durable when they are
 * {@linkplain #force forced}.
 */
final class HistoryFile implements Closeable {

    static final String HEADER =
            "iteration,epoch,cycle,learning_rate,momentum,loss,validation_accuracy,validation_log_loss";

    private static final int LONGEST_ROW = 1_000;

    private final Path file;
    private FileChannel channel;
    private final List<HistoryRow> keptBack = new ArrayList<>();
    private long keepBackNanos;
    private long lastWrite = System.nanoTime();
    private long bytes;

    private HistoryFile(Path file, FileChannel channel, long bytes) {
        this.file = file;
        this.channel = channel;
        this.bytes = bytes;
    }

    /** Creates it; when this returns it is durable, so that whatever else a run leaves, this is there. */
    static HistoryFile create(Path file) throws IOException {
        HistoryFile history = begin(file, StandardOpenOption.CREATE_NEW);
        try {
            history.force();
            DurableFolder.forceNameOf(file);
            return history;
        } catch (IOException | RuntimeException | Error e) {
            history.close();
            throw e;
        }
    }

    /** Goes on behind the first bytes of a history, which end with a whole row; what follows them is forgotten. */
    static HistoryFile resume(Path file, long validBytes) throws IOException {
        HistoryFile history = new HistoryFile(file, FileChannel.open(file, StandardOpenOption.WRITE), validBytes);
        try {
            history.channel.truncate(validBytes);
            return history;
        } catch (IOException | RuntimeException | Error e) {
            history.close();
            throw e;
        }
    }

    /** Begins anew, whatever the file holds. */
    static HistoryFile restart(Path file) throws IOException {
        return begin(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static HistoryFile begin(Path file, OpenOption... how) throws IOException {
        Set<OpenOption> options = new HashSet<>(List.of(how));
        options.add(StandardOpenOption.WRITE);
        HistoryFile history = new HistoryFile(file, FileChannel.open(file, options), 0);
        try {
            history.write(HEADER + "\n");
            return history;
        } catch (IOException | RuntimeException | Error e) {
            history.close();
            throw e;
        }
    }

    /**
     * Keeps rows back for so long from now on, and writes them together: a row by itself costs a training some ten times as
     * much, whose work has filled the processor's caches meanwhile. A process that is killed loses them.
     */
    void keepBack(Duration time) {
        keepBackNanos = time.toNanos();
    }

    /**
     * Returns whether a file is a history in which there is no row yet: its header, or what the machine left of that when it
     * lost its power.
     */
    static boolean isWithoutRows(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > HEADER.length() + 1) {
            return false;
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        return (HEADER + "\n").startsWith(text) || text.chars().allMatch(character -> character == 0);
    }

    /**
     * Returns whether the first bytes of a file end with the whole row of an iteration; with the header, of iteration -1.
     */
    static boolean endsWith(Path file, long bytes, int iteration) throws IOException {
        byte[] end = new byte[(int) Math.min(bytes, LONGEST_ROW)];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer into = ByteBuffer.wrap(end);
            long from = bytes - end.length;
            while (into.hasRemaining() && channel.read(into, from + into.position()) >= 0) {
                // until all of it is there
            }
        }
        String text = new String(end, StandardCharsets.ISO_8859_1);
        String row = text.substring(text.lastIndexOf('\n', text.length() - 2) + 1);
        return text.endsWith("\n") && row.startsWith(iteration < 0 ? HEADER : iteration + ",");
    }

    /** The length of all rows that are written. */
    long bytes() {
        return bytes;
    }

    /**
     * Appends a row.
     *
     * @throws ClosedByInterruptException if the thread is interrupted; the row is not lost
     */
    void append(HistoryRow row) throws IOException {
        keptBack.add(row);
        if (Thread.currentThread().isInterrupted()) {
            throw new ClosedByInterruptException();
        }
        if (System.nanoTime() - lastWrite >= keepBackNanos) {
            writeKeptBack();
        }
    }

    /** Gives the system all rows that are kept back. Those that cannot be written are not tried again. */
    void writeKeptBack() throws IOException {
        StringBuilder text = new StringBuilder();
        keptBack.forEach(row -> row.appendTo(text));
        keptBack.clear();
        write(text);
        lastWrite = System.nanoTime();
    }

    private void write(CharSequence rows) throws IOException {
        if (!channel.isOpen()) {
            // A finished run is trained on, or an interrupt has closed it and another thread writes what was kept back.
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
        }
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(rows));
        int length = encoded.remaining();
        channel.position(bytes);
        try {
            while (encoded.hasRemaining()) {
                channel.write(encoded);
            }
        } catch (IOException e) {
            forgetHalfRows(e);
            throw e;
        }
        bytes += length;
    }

    private void forgetHalfRows(IOException failure) {
        if (channel.isOpen()) {
            try {
                channel.truncate(bytes);
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
    }

    /** Makes the rows that are written durable; from any thread. */
    void force() throws IOException {
        try (FileChannel forced = FileChannel.open(file, StandardOpenOption.WRITE)) {
            forced.force(true);
        }
    }

    /** Makes all rows durable and holds the file no more; a further row would open it again. */
    void rest() throws IOException {
        writeKeptBack();
        force();
        channel.close();
    }

    @Override
    public void close() throws IOException {
        try {
            if (!keptBack.isEmpty()) {
                writeKeptBack();
            }
        } finally {
            channel.close();
        }
    }
}
