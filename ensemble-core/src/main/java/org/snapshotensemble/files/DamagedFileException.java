package org.snapshotensemble.files;

import java.io.IOException;

/** A file is not what was written; the message says how that is known, and leaves the file's name to the caller. */
public final class DamagedFileException extends IOException {

    private static final long serialVersionUID = 1L;

    public DamagedFileException(String how) {
        super(how);
    }
}
