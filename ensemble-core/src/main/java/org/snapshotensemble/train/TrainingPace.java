package org.snapshotensemble.train;

/**
 * How long the parts of a training take on this machine, in seconds of wall-clock time.
 *
 * @param secondsPerIteration of one update, the making of its batch included
 * @param secondsPerSnapshot of one trough: figures on the validation data, and the snapshot's bytes
 */
public record TrainingPace(double secondsPerIteration, double secondsPerSnapshot) {

    /**
     * @throws IllegalArgumentException if an iteration takes no time, or a number is not finite or negative
     */
    public TrainingPace {
        if (!(secondsPerIteration > 0 && secondsPerIteration <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "secondsPerIteration must be finite and > 0, was " + secondsPerIteration);
        }
        if (!(secondsPerSnapshot >= 0 && secondsPerSnapshot <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("secondsPerSnapshot must be finite and >= 0, was " + secondsPerSnapshot);
        }
    }
}
