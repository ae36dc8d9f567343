package org.snapshotensemble.cli;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes: results to the one, all else to the other.
 *
 * @param out standard output
 * @param err standard error
 * @param terminal whether a person watches standard error, so that a line may be written over
 */
record Streams(OutputStream out, OutputStream err, boolean terminal) {

    PrintWriter outWriter() {
        return writer(out);
    }

    PrintWriter errWriter() {
        return writer(err);
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
