package org.snapshotensemble.benchmarks.workload;

import java.util.List;
import java.util.stream.IntStream;
import org.snapshotensemble.benchmarks.result.Median;

/**
 * A time for each iteration of a training in cycles of one length, whose snapshots show as iterations that took longer.
 * Medians over the cycles, so that a pause of the machine in one of them does not count.
 *
 * @param nanos a time an iteration, from the first iteration of a cycle on
 * @param cycleLength iterations in a cycle
 */
record CyclicTimes(List<Double> nanos, int cycleLength) {

    CyclicTimes {
        nanos = List.copyOf(nanos);
        if (cycleLength < 2) {
            throw new IllegalArgumentException("cycleLength must be >= 2, was " + cycleLength);
        }
        if (nanos.size() < cycleLength) {
            throw new IllegalArgumentException(
                    "nanos must be at least one cycle of " + cycleLength + ", were " + nanos.size());
        }
    }

    /** Returns the median time of one iteration of a cycle, counted from 0. */
    double at(int position) {
        return Median.of(IntStream.iterate(position, i -> i < nanos.size(), i -> i + cycleLength)
                .mapToObj(nanos::get)
                .toList());
    }

    /**
     * Returns the median time of the iterations that no snapshot touches.
     *
     * @param after the iterations after a trough that it may still touch
     */
    double quiet(int after) {
        return Median.of(IntStream.range(0, nanos.size())
                .filter(i -> i % cycleLength >= after && i % cycleLength < cycleLength - 1)
                .mapToObj(nanos::get)
                .toList());
    }

    /**
     * Returns what a snapshot costs: how much longer than quiet ones the trough's iteration and those after it took,
     * together; never below 0.
     *
     * @param after the iterations after a trough that it may still touch, fewer than a cycle has besides the trough
     */
    double excess(int after) {
        double quiet = quiet(after);
        double touched = at(cycleLength - 1)
                + IntStream.range(0, after).mapToDouble(this::at).sum();
        return Math.max(0, touched - quiet * (after + 1));
    }

    /** Returns the same without the first cycles. */
    CyclicTimes withoutFirst(int cycles) {
        return new CyclicTimes(nanos.subList(cycles * cycleLength, nanos.size()), cycleLength);
    }
}
