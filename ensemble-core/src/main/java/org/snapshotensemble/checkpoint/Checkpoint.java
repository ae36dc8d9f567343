package org.snapshotensemble.checkpoint;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The state of a training between two batches. With the same data and the same code it goes on from here to the same
 * bits.
 *
 * @param position how far it has come
 * @param seconds wall-clock time that it has taken
 * @param parallelism how it cuts its batches
 * @param randomStates where the random numbers stand: of the training's thread, then of each replica's; at least one
 * @param parameters {@code [1, parameters]}, a copy
 * @param updaterState {@code [1, state]}, a copy; absent where the updaters have none
 */
public record Checkpoint(
        Position position,
        double seconds,
        Parallelism parallelism,
        List<RandomState> randomStates,
        INDArray parameters,
        Optional<INDArray> updaterState)
        implements AutoCloseable {

    public Checkpoint {
        randomStates = List.copyOf(randomStates);
        if (randomStates.isEmpty()) {
            throw new IllegalArgumentException("randomStates must have at least 1 element, had none");
        }
        if (!(seconds >= 0)) {
            throw new IllegalArgumentException("seconds must be >= 0, was " + seconds);
        }
    }

    /** Frees the memory of the arrays now, rather than when the garbage is collected. */
    @Override
    public void close() {
        parameters.close();
        updaterState.ifPresent(INDArray::close);
    }
}
