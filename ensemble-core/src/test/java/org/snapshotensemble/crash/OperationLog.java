package org.snapshotensemble.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Records what is done to files, and what is promised meanwhile. */
final class OperationLog implements OperationWatcher {

    private final List<FileOperation> operations = new ArrayList<>();

    @Override
    public synchronized void after(FileOperation operation) {
        operations.add(operation);
    }

    /** From here on a promise must hold. */
    synchronized void acknowledge(Promise promise) {
        operations.add(new FileOperation.Acknowledge(promise));
    }

    synchronized List<FileOperation> operations() {
        return List.copyOf(operations);
    }

    /** A state that the power's loss may leave, and what had been promised by then. */
    record Loss(int operation, List<Promise> promises, DiskState state) {}

    /** Every loss of power: after each operation, each state once for the same promises. */
    List<Loss> losses(Path root) {
        List<Loss> losses = new ArrayList<>();
        losses(root, operation -> true, loss -> {
            losses.add(loss);
            return true;
        });
        return losses;
    }

    /**
     * Tells of losses of power.
     *
     * @param after the operations after which it is lost
     * @param told returns whether to go on
     */
    void losses(Path root, Predicate<FileOperation> after, Predicate<Loss> told) {
        Disk disk = new Disk(root);
        List<Promise> promises = new ArrayList<>();
        Set<DiskState> seen = new HashSet<>();
        int done = 0;
        for (FileOperation operation : operations()) {
            disk.apply(operation);
            done++;
            if (operation instanceof FileOperation.Acknowledge acknowledged) {
                promises.add(acknowledged.promise());
                seen.clear();
            }
            for (DiskState state : after.test(operation) ? disk.afterPowerLoss() : Set.<DiskState>of()) {
                if (seen.add(state) && !told.test(new Loss(done, List.copyOf(promises), state))) {
                    return;
                }
            }
        }
    }
}
