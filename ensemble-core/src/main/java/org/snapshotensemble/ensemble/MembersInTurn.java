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
    private final ReentrantLock turn;

    /** Restores every snapshot once, one after another, so that a damaged one is found now. */
    MembersInTurn(Run run, List<Snapshot> snapshots) {
        this(run, snapshots, run.restore(snapshots.get(0)));
        snapshots.stream().skip(1).forEach(run::restore);
    }

    private MembersInTurn(Run run, List<Snapshot> snapshots, Network first) {
        this(run, snapshots, first.outputKinds(), first.inputs(), new ReentrantLock(true));
    }

    private MembersInTurn(
            Run run, List<Snapshot> snapshots, List<OutputKind> outputKinds, int inputs, ReentrantLock turn) {
        this.run = run;
        this.snapshots = List.copyOf(snapshots);
        this.outputKinds = outputKinds;
        this.inputs = inputs;
        this.turn = turn;
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

    /** They take turns with all others of the run, so that one member at most is in memory. */
    @Override
    public Members only(List<Snapshot> some) {
        return new MembersInTurn(run, some, outputKinds, inputs, turn);
    }

    @Override
    public void forEachGroup(BiConsumer<Integer, List<Member>> work) {
        turn.lock();
        try {
            for (int index = 0; index < snapshots.size(); index++) {
                try (Member member = new Member(run.restore(snapshots.get(index)))) {
                    work.accept(index, List.of(member));
                }
            }
        } finally {
            turn.unlock();
        }
    }

    /** Does nothing: each member is closed at the end of its turn. */
    @Override
    public void close() {}
}
