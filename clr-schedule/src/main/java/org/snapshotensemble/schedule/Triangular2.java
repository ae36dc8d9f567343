package org.snapshotensemble.schedule;

/** Triangles of which each is half as high as the one before (Smith 2017, https://arxiv.org/abs/1506.01186). */
record Triangular2(TriangularWave wave) implements TriangularSchedule {

    @Override
    public double rateAt(int iteration) {
        return wave.rate(iteration, StrictMath.scalb(1.0, -wave.cycleIndex(iteration)));
    }

    @Override
    public ScheduleSpec spec() {
        return ScheduleSpec.of(
                Policy.TRIANGULAR2,
                SpecValue.decimal(wave.base()),
                SpecValue.decimal(wave.max()),
                SpecValue.iterations(wave.stepSize()));
    }

    @Override
    public String toString() {
        return spec().toString();
    }
}
