package org.snapshotensemble.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.snapshotensemble.files.IoFailure;

/** Says of a file what is wrong with it, and what was expected of it. */
final class FileFault {

    private FileFault() {}

    static BadDataException at(Path file, String message) {
        return new BadDataException(file + ": " + message);
    }

    /** What went wrong when a file was read, in words that name it; what says so already stays as it is. */
    static BadDataException of(Path file, IOException e) {
        return e instanceof BadDataException already ? already : new BadDataException(file + ": " + words(e), e);
    }

    private static String words(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (e instanceof EOFException) {
            return "must be a whole gzip file, ends too early";
        }
        if (e instanceof ZipException) {
            return "must be a whole gzip file, is damaged: " + e.getMessage();
        }
        return "cannot be read: " + IoFailure.describe(e);
    }
}
