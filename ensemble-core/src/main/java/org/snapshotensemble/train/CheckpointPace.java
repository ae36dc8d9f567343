package org.snapshotensemble.train;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * When a training saves a checkpoint: after every so many iterations, where a number is set; a batch of series that are cut
 * makes several at once, and the checkpoint then follows the batch. Otherwise at the end of an epoch and from time to time
 * within one, but so seldom that saving takes at most {@code 1 / 30} of the time.
 *
 * <p>Asked by the training's thread while nothing is being written, and told by the thread that writes. Times are those of
 * {@link System#nanoTime}.
 */
final class CheckpointPace {

    /** The most that is lost of a long epoch, but for slow disks. */
    static final Duration WITHIN_EPOCHS = Duration.ofSeconds(30);

    /** Times the duration of the last one until the next. */
    static final int REST = 30;

    private final OptionalInt everyIterations;
    private int last;
    private long begun;
    private volatile long ended;

    /**
     * @param everyIterations how often, where the person has set it
     * @param now when the training starts
     */
    CheckpointPace(OptionalInt everyIterations, long now) {
        this.everyIterations = everyIterations;
        this.begun = now;
        this.ended = now;
    }

    /** Whether checkpoints come at set iterations, whatever they cost. */
    boolean isSet() {
        return everyIterations.isPresent();
    }

    /**
     * Returns whether it is time.
     *
     * @param iteration the updates made
     * @param epochEnds whether these are the updates of whole epochs
     */
    boolean isDue(int iteration, boolean epochEnds, long now) {
        if (everyIterations.isPresent()) {
            return iteration / everyIterations.getAsInt() > last / everyIterations.getAsInt();
        }
        boolean wanted = epochEnds || now - begun >= WITHIN_EPOCHS.toNanos();
        return wanted && now - ended >= REST * (ended - begun);
    }

    /** A training goes on from a checkpoint of that iteration. */
    void goOnFrom(int iteration) {
        last = iteration;
    }

    /** The training's thread begins to save that of an iteration. */
    void begin(int iteration, long now) {
        last = iteration;
        begun = now;
    }

    /** It is durable. */
    void end(long now) {
        ended = now;
    }
}
