package org.snapshotensemble.archive;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that is not what it should be, or could do harm: it was not used. The message names it and says why. */
public class RefusedFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final String reason;

    public RefusedFileException(Path file, String reason) {
        this(file, reason, null);
    }

    public RefusedFileException(Path file, String reason, @Nullable Throwable cause) {
        super(file + ": " + reason, cause);
        this.file = file;
        this.reason = reason;
    }

    /** Returns the file. */
    public Path file() {
        return file;
    }

    /** Returns why it was refused, without the file's name. */
    public String reason() {
        return reason;
    }
}
