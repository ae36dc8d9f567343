package org.snapshotensemble.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import org.snapshotensemble.files.IoFailure;

/**
 * What a command reads, and where it writes: results to the one, all else to the other.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param columns how wide standard error is, where it is a terminal that may be drawn on
 */
record Streams(InputStream in, OutputStream out, OutputStream err, OptionalInt columns) {

    Streams {
        err = columns.isPresent() ? new LiveBlock(err, columns.getAsInt()) : err;
    }

    /** With nothing to read. */
    Streams(OutputStream out, OutputStream err, OptionalInt columns) {
        this(InputStream.nullInputStream(), out, err, columns);
    }

    /** The end of the terminal that may be drawn over, where standard error is one. */
    Optional<LiveBlock> block() {
        return err instanceof LiveBlock block ? Optional.of(block) : Optional.empty();
    }

    /** Prints something. */
    @FunctionalInterface
    interface Printing {
        void to(PrintWriter writer) throws IOException;
    }

    /**
     * Prints results.
     *
     * @throws CommandFailedException if they could not be written, as on a full disk
     */
    void results(Printing printing) throws IOException {
        ResultStream stream = new ResultStream(out);
        PrintWriter writer = writer(stream);
        printing.to(writer);
        writer.flush();
        if (stream.failure().isPresent()) {
            IOException failure = stream.failure().get();
            throw new CommandFailedException(
                    "standard output cannot be written: " + IoFailure.describe(failure), failure);
        }
    }

    /** A writer to standard output that tells of no failure. */
    PrintWriter outWriter() {
        return writer(out);
    }

    /** A writer to standard error. */
    PrintWriter errWriter() {
        return writer(err);
    }

    /** A writer to a stream, in UTF-8, of which each line is seen at once. */
    static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
