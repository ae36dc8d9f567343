package org.snapshotensemble.train;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.backend.SingleThreadedOperations;
import org.snapshotensemble.checkpoint.RandomState;
import org.snapshotensemble.network.Network;

/**
 * A second network over a network's parameters, on a thread of its own, which computes the gradients of a part of each
 * batch.
 *
 * <p>It stays on its thread, because Deeplearning4j keeps random numbers and working memory by thread.
 */
final class Replica implements AutoCloseable {

    private final ExecutorService thread;
    private final SingleThreadedOperations singleThreaded;
    private final Network network;

    /**
     * Makes a replica.
     *
     * @param seed of the random numbers that its layers draw
     */
    Replica(Network original, String name, long seed) {
        thread = Executors.newSingleThreadExecutor(task -> {
            Thread worker = new Thread(task, name);
            worker.setDaemon(true);
            return worker;
        });
        singleThreaded = await(thread.submit(SingleThreadedOperations::begin));
        try {
            network = await(thread.submit(() -> {
                Network copy = original.sharingParameters();
                copy.omitInputGradients();
                Nd4j.getRandom().setSeed(seed);
                return copy;
            }));
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Begins to compute the gradients of a part. */
    Future<PartialGradients> begin(MultiDataSet part, int iteration, int epoch) {
        return thread.submit(() -> {
            network.computeGradients(part, iteration, epoch);
            return new PartialGradients(network, BatchParts.examples(part));
        });
    }

    /** Returns where the random numbers of its thread stand, between two batches. */
    RandomState randomState() {
        return await(thread.submit(RandomState::ofThisThread));
    }

    /** Sets the random numbers of its thread. */
    void restore(RandomState state) {
        await(thread.submit(state::restore));
    }

    /** Waits, and throws what the task threw. An interrupt is kept and does not end the wait, which a step bounds. */
    static <T> T await(Future<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        thread.execute(() -> {
            Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
            singleThreaded.close();
        });
        thread.shutdown();
    }

    /**
     * What a network computed for a part of a batch.
     *
     * @param network holds the gradients, sums over the part's examples, until its next part
     * @param examples in the part
     */
    record PartialGradients(Network network, int examples) {

        INDArray gradients() {
            return network.gradients();
        }
    }
}
