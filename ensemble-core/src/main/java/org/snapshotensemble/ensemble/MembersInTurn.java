package org.snapshotensemble.ensemble;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.network.OutputKind;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.Snapshot;

/**
 * Members that stay on the disk. One of them is in memory at a time, whatever the number of callers: they take turns.
 */
final class MembersInTurn implements Members {

    private final Run run;
    private final List<Snapshot> snapshots;
    private final List<OutputKind> outputKinds;
    private final int inputs;
    private final ReentrantLock turn = new ReentrantLock(true);

    /** Restores every snapshot once, one after another, so that a damaged one is found now. */
    MembersInTurn(Run run, List<Snapshot> snapshots) {
        this.run = run;
        this.snapshots = List.copyOf(snapshots);
        Network first = run.restore(snapshots.get(0));
        this.outputKinds = first.outputKinds();
        this.inputs = first.inputs();
        snapshots.stream().skip(1).forEach(run::restore);
    }

    @Override
    public List<Snapshot> snapshots() {
        return snapshots;
    }

    @Override
    public List<OutputKind> outputKinds() {
        return outputKinds;
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public void forEachGroup(BiConsumer<Integer, List<Member>> work) {
        turn.lock();
        try {
            for (int index = 0; index < snapshots.size(); index++) {
                work.accept(index, List.of(new Member(run.restore(snapshots.get(index)))));
            }
        } finally {
            turn.unlock();
        }
    }
}
