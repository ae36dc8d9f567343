package org.snapshotensemble.schedule.event;

/** The rules that every event obeys. */
final class Facts {

    private Facts() {}

    static void check(String position, long expectedIteration, int iteration, double learningRate) {
        if (iteration != expectedIteration) {
            throw new IllegalArgumentException(
                    "iteration must be the " + position + " of the cycle, " + expectedIteration + ", was " + iteration);
        }
        if (!(learningRate >= 0 && learningRate <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("learningRate must be finite and >= 0, was " + learningRate);
        }
    }
}
