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
        this(
                snapshots,
                networks.stream().map(Member::new).toList(),
                networks.get(0).outputKinds(),
                networks.get(0).inputs());
    }

    private MembersInMemory(List<Snapshot> snapshots, List<Member> members, List<OutputKind> outputKinds, int inputs) {
        this.snapshots = List.copyOf(snapshots);
        this.members = List.copyOf(members);
        this.outputKinds = outputKinds;
        this.inputs = inputs;
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
    public Members only(List<Snapshot> some) {
        List<Member> kept = some.stream()
                .map(snapshot -> members.get(snapshots.indexOf(snapshot)))
                .toList();
        return new MembersInMemory(some, kept, outputKinds, inputs);
    }

    @Override
    public void forEachGroup(BiConsumer<Integer, List<Member>> work) {
        work.accept(0, members);
    }

    @Override
    public void close() {
        members.forEach(Member::close);
    }
}
