package org.snapshotensemble.spark;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.snapshotensemble.network.Network;

/**
 * A network's configuration, as it is broadcast; and, in an executor, networks that were made of it, as many as there are
 * tasks at a time. They are used again from step to step.
 */
final class RemoteNetwork implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String configuration;
    private transient @Nullable Deque<Network> idle;

    RemoteNetwork(String configuration) {
        this.configuration = configuration;
    }

    /** Takes a network that no other task has, at these parameters. */
    Network take(StoredArray parameters) {
        Network network = takeIdle();
        if (network == null) {
            Network made = Network.restore(configuration, parameters.array());
            made.omitInputGradients();
            return made;
        }
        network.parameters().assign(parameters.array());
        return network;
    }

    private synchronized @Nullable Network takeIdle() {
        return idle == null ? null : idle.pollFirst();
    }

    /** Gives a network back. */
    synchronized void giveBack(Network network) {
        Deque<Network> all = idle;
        if (all == null) {
            all = new ArrayDeque<>();
            idle = all;
        }
        all.addFirst(network);
    }
}
