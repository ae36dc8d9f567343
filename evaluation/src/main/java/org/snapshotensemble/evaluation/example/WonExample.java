package org.snapshotensemble.evaluation.example;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.Optional;

/**
 * An example that the ensemble gets right and the best single member does not.
 *
 * @param row its row among the measured ones, from 0; masked ones are not counted
 * @param label its class
 * @param mistaken the class that the best single member takes it for
 * @param picture what it looks like, where it is an image
 */
public record WonExample(int row, String label, String mistaken, Optional<Thumbnail> picture) {

    public WonExample {
        checkArgument(row >= 0, "row must be >= 0, was %s", row);
    }
}
