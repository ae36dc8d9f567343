package org.snapshotensemble.spark;

import com.google.common.base.Throwables;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.util.concurrent.UncheckedExecutionException;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.snapshotensemble.archive.AllowedClasses;
import org.snapshotensemble.ensemble.Combiner;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.MemberSelection;
import org.snapshotensemble.snapshot.Snapshot;

/**
 * An ensemble that was sent to the executors once, and is restored in each of their JVMs once, whatever the number of tasks.
 *
 * @param id tells it from others
 * @param members the ids of its members' snapshots, in their order
 * @param combiner the rule
 * @param allowed the classes that its networks may name
 * @param bytes its files
 */
record BroadcastEnsemble(
        UUID id, List<String> members, Combiner combiner, AllowedClasses allowed, Broadcast<EnsembleBytes> bytes)
        implements Serializable {

    /**
     * The ensembles of this JVM. One that nothing refers to any more is collected: neither Spark's copy of the broadcast nor
     * a task.
     */
    private static final Cache<UUID, Ensemble> RESTORED =
            CacheBuilder.newBuilder().weakValues().build();

    /** Sends an ensemble, whose files are read anew. */
    static BroadcastEnsemble send(JavaSparkContext spark, Ensemble ensemble) {
        return new BroadcastEnsemble(
                UUID.randomUUID(),
                ensemble.members().stream().map(Snapshot::id).toList(),
                ensemble.combiner(),
                ensemble.run().allowed(),
                spark.broadcast(EnsembleBytes.of(ensemble)));
    }

    /** Returns the ensemble, in whatever process this is asked; the one and same in all its tasks. */
    Ensemble value() {
        EnsembleBytes sent = bytes.value();
        try {
            Ensemble ensemble = RESTORED.get(id, () -> restore(sent));
            sent.keep(ensemble);
            return ensemble;
        } catch (ExecutionException | UncheckedExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            Throwables.throwIfUnchecked(cause);
            throw new IllegalStateException(cause);
        }
    }

    /** The files are on the disk only while they are read: their checks are those of every run. */
    private Ensemble restore(EnsembleBytes sent) {
        try (ScratchFolder folder = new ScratchFolder()) {
            sent.files().writeTo(folder.path());
            return Ensemble.load(folder.path(), MemberSelection.ids(members), allowed)
                    .with(combiner);
        }
    }
}
