package org.snapshotensemble.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says in words what went wrong with a file. */
public final class IoFailure {

    private IoFailure() {}

    /**
     * Describes it. Many a {@link FileSystemException} has the file's name for a message, others have none at all, and
     * only the class says what happened.
     */
    public static String describe(IOException e) {
        @Nullable String said = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return said != null ? said : words(e.getClass().getSimpleName());
    }

    private static String words(String className) {
        return className
                .replaceFirst("Exception$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }
}
