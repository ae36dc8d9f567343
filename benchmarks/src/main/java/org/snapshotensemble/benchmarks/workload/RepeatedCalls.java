package org.snapshotensemble.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;
import org.snapshotensemble.benchmarks.result.Median;

/**
 * How long each of several calls took, one after the other.
 *
 * @param nanos a call's time each, in nanoseconds; at least one
 */
record RepeatedCalls(List<Double> nanos) {

    RepeatedCalls {
        nanos = List.copyOf(nanos);
    }

    /** Calls at least once, and until the time is over. */
    static RepeatedCalls during(long stretchNanos, Runnable call) {
        List<Double> nanos = new ArrayList<>();
        long begin = System.nanoTime();
        long now = begin;
        do {
            long before = now;
            call.run();
            now = System.nanoTime();
            nanos.add((double) (now - before));
        } while (now - begin < stretchNanos);
        return new RepeatedCalls(nanos);
    }

    /** Returns the calls in a second, all of them counted. */
    double perSecond() {
        return nanos.size() / (nanos.stream().mapToDouble(Double::doubleValue).sum() / 1e9);
    }

    /** Returns the median call's time; of an even number the mean of the two in the middle. */
    double medianMillis() {
        return Median.of(nanos) / 1e6;
    }
}
