package org.snapshotensemble.cli;

import org.jspecify.annotations.Nullable;

/** Something failed that neither the user's words nor her data are to blame for, such as a full disk. */
final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandFailedException(String message) {
        super(message);
    }

    CommandFailedException(@Nullable String message, Throwable cause) {
        super(message, cause);
    }
}
