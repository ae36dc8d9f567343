package org.snapshotensemble.schedule;

import java.util.OptionalInt;

/** A schedule that rides a {@link TriangularWave} for ever; the policies differ in how high each triangle is. */
sealed interface TriangularSchedule extends CyclicSchedule, DescribedSchedule
        permits Cyclic, ExpRange, Triangular, Triangular2 {

    TriangularWave wave();

    @Override
    default Cycle cycleAt(int iteration) {
        return wave().cycleAt(iteration);
    }

    @Override
    default OptionalInt total() {
        return OptionalInt.empty();
    }
}
