package org.snapshotensemble.archive;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON that is none, or is larger or deeper than anything of the kind; the message says where. */
public final class MalformedJsonException extends IOException {

    private static final long serialVersionUID = 1L;

    MalformedJsonException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
