package org.snapshotensemble.data;

import java.io.IOException;

/** Data that cannot be used; the message names the file, where in it (line and column), and what was expected. */
public final class BadDataException extends IOException {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong, and where. */
    public BadDataException(String message) {
        super(message);
    }

    /** Says what is wrong, and where, and keeps what showed it. */
    public BadDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
