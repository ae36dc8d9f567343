package org.snapshotensemble.snapshot;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.snapshotensemble.archive.Shown;

/**
 * A file or folder of a run that cannot be written, read or believed; the message names it and says why, without
 * characters that a terminal would obey.
 */
public class RunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Of another process's file system, where this came from there. */
    private final String path;

    public RunException(Path path, String message) {
        this(path, message, null);
    }

    public RunException(Path path, String message, @Nullable Throwable cause) {
        super(Shown.line(message), cause);
        this.path = path.toString();
    }

    /** Returns the file or folder in question. */
    public Path path() {
        return Path.of(path);
    }
}
