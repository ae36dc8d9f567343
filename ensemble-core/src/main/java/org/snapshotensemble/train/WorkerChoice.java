package org.snapshotensemble.train;

import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snapshotensemble.checkpoint.Parallelism;
import org.snapshotensemble.network.Network;

/** Into how many parts batches are cut, where nobody or somebody says so. */
final class WorkerChoice {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerChoice.class);

    /** Weights times examples, as {@link Replicas} counts them: fewer are done as fast by one thread as by two. */
    private static final long WORK_WORTH_A_THREAD = 1 << 26;

    private WorkerChoice() {}

    /** Returns the number wanted, or else that of the cores and fewer where a thread would get little work. */
    static Parallelism of(Network network, OptionalInt workers) {
        int wanted = workers.orElseGet(() -> Runtime.getRuntime().availableProcessors());
        Optional<String> obstacle = network.whyIndivisible();
        if (wanted > 1 && obstacle.isPresent()) {
            LOG.warn("the network {}, so it is trained on one thread", obstacle.get());
            return new Parallelism(1, 1);
        }
        return new Parallelism(wanted, workers.isPresent() ? 1 : WORK_WORTH_A_THREAD);
    }
}
