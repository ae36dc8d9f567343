package org.snapshotensemble.crash;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Optional;

/** Lets one operation fail, and all after it where the fault is there to stay. */
final class FailedOperation implements OperationWatcher {

    private final int failing;
    private final String error;
    private final boolean lasting;
    private int done;
    private Optional<FileOperation> failed = Optional.empty();

    /**
     * @param failing which operation fails, from 1
     * @param error what the system says
     * @param lasting whether all later ones fail, too
     */
    FailedOperation(int failing, String error, boolean lasting) {
        this.failing = failing;
        this.error = error;
        this.lasting = lasting;
    }

    @Override
    public void before(FileOperation operation) throws IOException {
        done++;
        if (lasting ? done >= failing : done == failing) {
            failed = failed.or(() -> Optional.of(operation));
            throw failure(operation);
        }
    }

    /** An open file does not know its name; so says the JDK. */
    private IOException failure(FileOperation operation) {
        if (operation instanceof FileOperation.Create create) {
            return new FileSystemException(create.path().toString(), null, error);
        }
        if (operation instanceof FileOperation.MakeFolder make) {
            return new FileSystemException(make.path().toString(), null, error);
        }
        if (operation instanceof FileOperation.Move move) {
            return new FileSystemException(move.from().toString(), move.to().toString(), error);
        }
        return new IOException(error);
    }

    /** The first operation that failed, if there were as many. */
    Optional<FileOperation> failed() {
        return failed;
    }
}
