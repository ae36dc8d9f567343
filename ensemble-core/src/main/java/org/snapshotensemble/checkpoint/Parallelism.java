package org.snapshotensemble.checkpoint;

/**
 * Into how many parts a training cuts its batches.
 *
 * @param workers the most parts of a batch, at least 1
 * @param smallestWork the least work that a part must have, at least 1
 */
public record Parallelism(int workers, long smallestWork) {

    public Parallelism {
        if (workers < 1) {
            throw new IllegalArgumentException("workers must be > 0, was " + workers);
        }
        if (smallestWork < 1) {
            throw new IllegalArgumentException("smallestWork must be > 0, was " + smallestWork);
        }
    }
}
