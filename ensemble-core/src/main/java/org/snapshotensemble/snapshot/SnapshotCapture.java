package org.snapshotensemble.snapshot;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.backend.Floats;
import org.snapshotensemble.checkpoint.RandomState;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.Schedule;

/**
 * A network in the middle of its training, as it will be once the update of the iteration is complete.
 *
 * <p>Deeplearning4j calls its listeners before it applies the constraints and advances the counter, so the copy gets
 * both itself. The live network and the threads' random numbers stay as they are.
 */
final class SnapshotCapture {

    private final INDArray parameters;
    private final String configuration;
    private final Schedule schedule;
    private final int iteration;
    private final int epoch;
    private @Nullable Network copy;

    private SnapshotCapture(INDArray parameters, String configuration, Schedule schedule, int iteration, int epoch) {
        this.parameters = parameters;
        this.configuration = configuration;
        this.schedule = schedule;
        this.iteration = iteration;
        this.epoch = epoch;
    }

    /**
     * Takes what the copy needs, which the training waits for.
     *
     * @param live the network, inside the listeners' call after the update of {@code iteration}
     * @param schedule the schedule of the run
     */
    static SnapshotCapture afterUpdate(Network live, Schedule schedule, int iteration, int epoch) {
        try (MemoryWorkspace detached = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            INDArray parameters = live.parameters().dup();
            return new SnapshotCapture(parameters, live.configurationJson(), schedule, iteration, epoch);
        }
    }

    boolean hasNonFinite() {
        return Floats.hasNonFinite(parameters);
    }

    /** Returns the copy, always the same; its configuration has no class of this framework. By one thread at a time. */
    Network network() {
        Network known = copy;
        if (known == null) {
            known = restore();
            copy = known;
        }
        return known;
    }

    private Network restore() {
        RandomState random = RandomState.ofThisThread();
        try (MemoryWorkspace detached = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            Network restored = Network.restore(
                    PlainConfiguration.at(configuration, schedule, iteration, iteration + 1, epoch), parameters);
            restored.applyConstraints(iteration + 1, epoch);
            return restored;
        } finally {
            if (!RandomState.ofThisThread().equals(random)) {
                random.restore();
            }
        }
    }
}
