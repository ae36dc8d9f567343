package org.snapshotensemble.schedule.range;

/** How the rate of a range test grows from step to step. */
public enum Growth {
    /** By the same factor: every decade gets as many steps. */
    GEOMETRIC {
        @Override
        double between(double from, double to, double part) {
            // In logarithms, for the ratio of two rates may be past the largest number.
            return StrictMath.exp(StrictMath.log(from) * (1 - part) + StrictMath.log(to) * part);
        }
    },
    /** By the same amount, as in Smith 2017; most steps are in the highest decade. */
    LINEAR {
        @Override
        double between(double from, double to, double part) {
            return from * (1 - part) + to * part;
        }
    };

    /** The rate at {@code part} of the way, in (0, 1). */
    abstract double between(double from, double to, double part);
}
