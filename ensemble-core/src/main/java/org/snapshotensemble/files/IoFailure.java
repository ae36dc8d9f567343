package org.snapshotensemble.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;

/** Says in words what went wrong with a file. */
public final class IoFailure {

    private IoFailure() {}

    /** Many a {@link FileSystemException} has the file's name for a message, and only its class says what happened. */
    public static String describe(IOException e) {
        if (e instanceof FileSystemException failure && failure.getReason() == null) {
            return failure.getClass()
                    .getSimpleName()
                    .replaceFirst("Exception$", "")
                    .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                    .toLowerCase(Locale.ROOT);
        }
        if (e instanceof FileSystemException failure) {
            return failure.getReason();
        }
        return String.valueOf(e.getMessage());
    }
}
