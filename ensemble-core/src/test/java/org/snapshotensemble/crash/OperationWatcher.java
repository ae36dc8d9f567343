package org.snapshotensemble.crash;

import java.io.IOException;

/** Is told of each operation before and after it is done, one at a time. */
interface OperationWatcher {

    /**
     * Before it is done.
     *
     * @throws IOException as the system would, and then nothing is done
     */
    default void before(FileOperation operation) throws IOException {}

    default void after(FileOperation operation) {}
}
