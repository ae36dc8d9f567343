package org.snapshotensemble.snapshot;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.snapshotensemble.files.DurableFolder;

/**
 * Appends one row an iteration to {@code history.csv}. A row is the system's when it is appended, so that a training that
 * breaks off, or that just ends, leaves all its rows and each one whole; rows become durable when they are
 * {@linkplain #force forced}.
 */
final class HistoryFile implements Closeable {

    static final String HEADER =
            "iteration,epoch,cycle,learning_rate,momentum,loss,validation_accuracy,validation_log_loss";

    private static final int LONGEST_ROW = 1_000;

    private final Path file;
    private final FileChannel channel;
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
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        channel.truncate(validBytes);
        channel.position(validBytes);
        return new HistoryFile(file, channel, validBytes);
    }

    /** Begins anew, whatever the file holds. */
    static HistoryFile restart(Path file) throws IOException {
        return begin(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static HistoryFile begin(Path file, OpenOption... how) throws IOException {
        Set<OpenOption> options = new HashSet<>(List.of(how));
        options.add(StandardOpenOption.WRITE);
        HistoryFile history = new HistoryFile(file, FileChannel.open(file, options), 0);
        history.write(HEADER + "\n");
        return history;
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

    /** The length of all rows so far. */
    long bytes() {
        return bytes;
    }

    void append(
            int iteration,
            int epoch,
            OptionalInt cycle,
            double learningRate,
            OptionalDouble momentum,
            double loss,
            Optional<ValidationFigures> validation)
            throws IOException {
        StringBuilder row = new StringBuilder(96);
        row.append(iteration).append(',').append(epoch).append(',');
        cycle.ifPresent(row::append);
        row.append(',').append(learningRate).append(',');
        momentum.ifPresent(row::append);
        row.append(',').append(loss).append(',');
        if (validation.orElse(null) instanceof ValidationFigures.OfClassification figures) {
            row.append(figures.accuracy()).append(',').append(figures.logLoss());
        } else {
            row.append(',');
        }
        write(row.append('\n'));
    }

    private void write(CharSequence row) throws IOException {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(row));
        bytes += encoded.remaining();
        while (encoded.hasRemaining()) {
            channel.write(encoded);
        }
    }

    /**
     * Makes the rows so far durable; from any thread, and also after an interrupt has closed the channel that they were
     * written through.
     */
    void force() throws IOException {
        try (FileChannel forced = FileChannel.open(file, StandardOpenOption.WRITE)) {
            forced.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
