package org.snapshotensemble.ensemble;

import java.util.List;
import java.util.function.BiConsumer;
import org.snapshotensemble.network.OutputKind;
import org.snapshotensemble.snapshot.Snapshot;

/** An ensemble's members, wherever their weights are. For any number of threads. */
sealed interface Members extends AutoCloseable permits MembersInMemory, MembersInTurn {

    /** Returns the members' snapshots, in order. */
    List<Snapshot> snapshots();

    /** Returns the kinds of the outputs, which all members have in common. */
    List<OutputKind> outputKinds();

    /** Returns the number of inputs, which all members have in common. */
    int inputs();

    /** Returns some of these members. */
    Members only(List<Snapshot> some);

    /**
     * Hands all members to the work, as many at a time as are in memory together, with the index of the first one.
     */
    void forEachGroup(BiConsumer<Integer, List<Member>> work);

    /** Frees the native memory that predicting took, when nobody predicts any more. */
    @Override
    void close();
}
