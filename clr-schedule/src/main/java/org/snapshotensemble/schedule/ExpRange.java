package org.snapshotensemble.schedule;

/**
 * Triangles under an envelope that falls by the factor gamma every iteration (Smith 2017,
 * https://arxiv.org/abs/1506.01186).
 */
record ExpRange(TriangularWave wave, double gamma) implements TriangularSchedule {

    ExpRange {
        Check.positiveFraction("gamma", gamma);
    }

    @Override
    public double rateAt(int iteration) {
        return wave.rate(iteration, StrictMath.pow(gamma, iteration));
    }

    @Override
    public ScheduleSpec spec() {
        return ScheduleSpec.of(
                Policy.EXP_RANGE,
                SpecValue.decimal(wave.base()),
                SpecValue.decimal(wave.max()),
                SpecValue.iterations(wave.stepSize()),
                SpecValue.decimal(gamma));
    }

    @Override
    public String toString() {
        return spec().toString();
    }
}
