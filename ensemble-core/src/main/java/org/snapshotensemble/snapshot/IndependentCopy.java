package org.snapshotensemble.snapshot;

import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.checkpoint.RandomState;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.Schedules;

/**
 * A second network in the state of the first: parameters, updater state and counters, without its listeners. What is
 * done to the one is not seen by the other; Deeplearning4j's own copies share their updaters' settings.
 */
public final class IndependentCopy {

    private IndependentCopy() {}

    /**
     * Copies a network between two batches. Schedules of this framework are in the copy the numbers they give at the
     * next iteration. The network and the thread's random numbers stay as they are.
     *
     * @throws IllegalArgumentException if the configuration has a schedule of this framework that its text does not tell
     */
    public static Network of(Network network) {
        RandomState random = RandomState.ofThisThread();
        try (MemoryWorkspace detached = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            int iteration = network.iteration();
            int epoch = network.epoch();
            // The run's schedule would be known to whoever trains under it; here there is none.
            String configuration = PlainConfiguration.at(
                    network.configurationJson(), Schedules.constant(0), iteration, iteration, epoch);
            Network copy = Network.restore(configuration, network.parameters().dup());
            copy.setCounters(iteration, epoch);
            network.updaterState()
                    .ifPresent((INDArray state) ->
                            copy.updaterState().orElseThrow().assign(state));
            return copy;
        } finally {
            random.restore();
        }
    }
}
