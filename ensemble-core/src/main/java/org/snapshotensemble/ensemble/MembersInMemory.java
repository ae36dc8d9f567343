package org.snapshotensemble.ensemble;

import java.util.List;
import java.util.function.BiConsumer;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.network.OutputKind;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.Snapshot;

/** Members that are all in memory, from the beginning to the end. */
final class MembersInMemory implements Members {

    private final List<Snapshot> snapshots;
    private final List<Member> members;
    private final List<OutputKind> outputKinds;
    private final int inputs;

    /**
     * @param snapshots at least one
     * @param networks each one's network, in the same order
     */
    MembersInMemory(List<Snapshot> snapshots, List<Network> networks) {
        this.snapshots = List.copyOf(snapshots);
        this.members = networks.stream().map(Member::new).toList();
        this.outputKinds = networks.get(0).outputKinds();
        this.inputs = networks.get(0).inputs();
    }

    /** Restores every snapshot, of which there is at least one. */
    static MembersInMemory restore(Run run, List<Snapshot> snapshots) {
        return new MembersInMemory(
                snapshots, snapshots.stream().map(run::restore).toList());
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
        work.accept(0, members);
    }
}
