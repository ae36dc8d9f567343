package org.snapshotensemble.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snapshotensemble.files.IoFailure;

/** Where the bytes of a CSV file come from. */
sealed interface CsvInput {

    /** What messages call it. */
    String name();

    /**
     * Opens it.
     *
     * @throws BadDataException if it cannot be opened
     */
    InputStream open() throws BadDataException;

    /** A file. */
    record OfFile(Path file) implements CsvInput {

        @Override
        public String name() {
            return file.toString();
        }

        @Override
        public InputStream open() throws BadDataException {
            if (Files.isDirectory(file)) {
                throw new BadDataException(file + ": must be a CSV file, is a folder");
            }
            try {
                return Files.newInputStream(file);
            } catch (IOException e) {
                throw new BadDataException(file + ": cannot be read: " + IoFailure.describe(e), e);
            }
        }
    }

    /** A stream that somebody else opened, to be read once. */
    record OfStream(String name, InputStream stream) implements CsvInput {

        @Override
        public InputStream open() {
            return stream;
        }
    }
}
