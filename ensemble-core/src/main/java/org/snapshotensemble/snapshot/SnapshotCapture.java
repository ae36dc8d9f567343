package org.snapshotensemble.snapshot;

import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.checkpoint.RandomState;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.Schedule;

/**
 * Copies a network in the middle of its training, as it will be once the update of the iteration is complete.
 *
 * <p>Deeplearning4j calls its listeners before it applies the constraints and advances the counter, so the copy gets
 * both itself. The live network and the thread's random numbers stay as they are.
 */
final class SnapshotCapture {

    private SnapshotCapture() {}

    /**
     * Returns the copy; its configuration has no class of this framework.
     *
     * @param live the network, inside the listeners' call after the update of {@code iteration}
     * @param schedule the schedule of the run
     */
    static Network afterUpdate(Network live, Schedule schedule, int iteration, int epoch) {
        RandomState random = RandomState.ofThisThread();
        try (MemoryWorkspace detached = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            INDArray parameters = live.parameters().dup();
            String configuration =
                    PlainConfiguration.at(live.configurationJson(), schedule, iteration, iteration + 1, epoch);
            Network copy = Network.restore(configuration, parameters);
            copy.applyConstraints(iteration + 1, epoch);
            return copy;
        } finally {
            if (!RandomState.ofThisThread().equals(random)) {
                random.restore();
            }
        }
    }
}
