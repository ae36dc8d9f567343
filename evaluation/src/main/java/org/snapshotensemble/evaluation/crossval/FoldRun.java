package org.snapshotensemble.evaluation.crossval;

import static com.google.common.base.Preconditions.checkArgument;

import java.nio.file.Path;

/**
 * A fold that was trained and not yet measured.
 *
 * @param fold the fold, from 0
 * @param run the folder of its run
 * @param firstWeights SHA-256 of the weights that the network was made with, 64 lower-case hex digits: the same in each fold
 */
public record FoldRun(int fold, Path run, String firstWeights) {

    public FoldRun {
        checkArgument(fold >= 0, "fold must be >= 0, was %s", fold);
    }
}
