package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * How bootstrap resamples are drawn.
 *
 * @param resamples how many, at least 1
 * @param seed the seed of the draws
 */
record Resampling(int resamples, long seed) {

    static final Resampling DEFAULT = new Resampling(10_000, 1);

    Resampling {
        checkArgument(resamples > 0, "resamples must be > 0, was %s", resamples);
    }
}
