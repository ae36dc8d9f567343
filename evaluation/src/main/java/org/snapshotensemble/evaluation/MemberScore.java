package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How one member did, alone.
 *
 * @param name the snapshot's id
 * @param cycle the cycle at whose trough it was kept, from 0
 * @param iteration the iteration of that trough, from 0
 * @param learningRate the learning rate at that iteration
 * @param metrics its figures
 */
public record MemberScore(String name, int cycle, int iteration, double learningRate, Metrics metrics)
        implements ModelScore {

    public MemberScore {
        checkArgument(cycle >= 0, "cycle must be >= 0, was %s", cycle);
        checkArgument(iteration >= 0, "iteration must be >= 0, was %s", iteration);
    }
}
