package org.snapshotensemble.schedule;

import java.util.OptionalInt;

/** Triangles of which each is half as high as the one before (Smith 2017, https://arxiv.org/abs/1506.01186). */
record Triangular2(TriangularWave wave) implements CyclicSchedule {

    @Override
    public double rateAt(int iteration) {
        return wave.rate(iteration, StrictMath.scalb(1.0, -wave.cycleIndex(iteration)));
    }

    @Override
    public Cycle cycleAt(int iteration) {
        return wave.cycleAt(iteration);
    }

    @Override
    public OptionalInt total() {
        return OptionalInt.empty();
    }
}
