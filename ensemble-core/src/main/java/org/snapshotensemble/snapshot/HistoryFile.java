package org.snapshotensemble.snapshot;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Appends one row an iteration to {@code history.csv}; rows become durable when they are {@linkplain #force forced}. */
final class HistoryFile implements Closeable {

    static final String HEADER =
            "iteration,epoch,cycle,learning_rate,momentum,loss,validation_accuracy,validation_log_loss";

    private final FileChannel channel;
    private final BufferedWriter writer;

    private HistoryFile(FileChannel channel) {
        this.channel = channel;
        this.writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
    }

    static HistoryFile create(Path file) throws IOException {
        HistoryFile history =
                new HistoryFile(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        history.writer.write(HEADER + "\n");
        return history;
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
        writer.append(row.append('\n'));
    }

    void flush() throws IOException {
        writer.flush();
    }

    void force() throws IOException {
        writer.flush();
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            writer.flush();
        }
    }
}
