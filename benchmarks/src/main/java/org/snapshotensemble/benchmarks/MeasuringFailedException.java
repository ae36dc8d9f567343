package org.snapshotensemble.benchmarks;

/** A process that did not measure what it should; the message says how it ended. */
final class MeasuringFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    MeasuringFailedException(String message) {
        super(message);
    }
}
