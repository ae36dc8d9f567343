package org.snapshotensemble.benchmarks.result;

/** Which of two values of a quantity is the better one. */
public enum Better {

    /** Throughput. */
    HIGHER,

    /** Time, memory. */
    LOWER
}
