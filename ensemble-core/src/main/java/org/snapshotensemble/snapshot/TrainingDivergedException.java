package org.snapshotensemble.snapshot;

/** A training whose loss or weights are no longer finite; the message names the iteration. */
public class TrainingDivergedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int iteration;

    public TrainingDivergedException(int iteration, String message) {
        super(message);
        this.iteration = iteration;
    }

    /** Returns the iteration, from 0, at which it was found. */
    public int iteration() {
        return iteration;
    }
}
