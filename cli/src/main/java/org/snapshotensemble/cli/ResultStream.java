package org.snapshotensemble.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Standard output that remembers why it broke, for a {@link java.io.PrintWriter} only says that it did. A reader that has
 * seen enough, such as {@code head}, closes the pipe; that is no failure.
 */
final class ResultStream extends OutputStream {

    private static final String CLOSED_PIPE = "Broken pipe";

    private final OutputStream out;
    private @Nullable IOException first;

    ResultStream(OutputStream out) {
        this.out = out;
    }

    /** The first failure, where it was not a closed pipe. */
    Optional<IOException> failure() {
        return Optional.ofNullable(first).filter(failure -> !CLOSED_PIPE.equals(failure.getMessage()));
    }

    @Override
    public void write(int b) throws IOException {
        attempt(() -> out.write(b));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        attempt(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
        attempt(out::flush);
    }

    @FunctionalInterface
    private interface Writing {
        void write() throws IOException;
    }

    private void attempt(Writing writing) throws IOException {
        try {
            writing.write();
        } catch (IOException e) {
            first = first == null ? e : first;
            throw e;
        }
    }
}
