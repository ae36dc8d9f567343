package org.snapshotensemble.ensemble;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.snapshot.Snapshot;

/**
 * A snapshot's network, for any number of threads at once.
 *
 * <p>A Deeplearning4j network has working memory of its own and serves one call at a time. So each call borrows a network
 * that no other call has; when all are out, a further one is made over the same parameters. There are never more than
 * calls at one time.
 */
final class Member {

    private final Snapshot snapshot;
    private final Network original;
    private final Queue<Network> idle = new ConcurrentLinkedQueue<>();

    Member(Snapshot snapshot, Network network) {
        this.snapshot = snapshot;
        this.original = network;
        idle.add(network);
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /** Returns the network, for questions that do not change it. */
    Network network() {
        return original;
    }

    INDArray[] output(INDArray[] features, INDArray @Nullable [] featureMasks) {
        Network borrowed = idle.poll();
        Network network = borrowed != null ? borrowed : original.sharingParameters();
        try {
            return network.output(features, featureMasks);
        } finally {
            idle.add(network);
        }
    }
}
