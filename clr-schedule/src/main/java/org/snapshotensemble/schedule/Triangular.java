package org.snapshotensemble.schedule;

/** Triangles of equal height (Smith 2017, https://arxiv.org/abs/1506.01186). */
record Triangular(TriangularWave wave) implements TriangularSchedule {

    @Override
    public double rateAt(int iteration) {
        return wave.rate(iteration, 1);
    }

    @Override
    public ScheduleSpec spec() {
        return ScheduleSpec.of(
                Policy.TRIANGULAR,
                SpecValue.decimal(wave.base()),
                SpecValue.decimal(wave.max()),
                SpecValue.iterations(wave.stepSize()));
    }

    @Override
    public String toString() {
        return spec().toString();
    }
}
