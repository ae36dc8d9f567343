package org.snapshotensemble.schedule;

/** Triangles whose height is a function of the caller's. */
record Cyclic(TriangularWave wave, AmplitudeFunction amplitude) implements TriangularSchedule {

    @Override
    public double rateAt(int iteration) {
        double factor = amplitude.factorAt(wave.cycleIndex(iteration), iteration);
        double rate = wave.rate(iteration, factor);
        if (!(rate >= 0 && rate <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("rate at iteration " + iteration + " must be finite and >= 0, was "
                    + rate + " under the amplitude " + amplitude.name() + " = " + factor);
        }
        return rate;
    }

    @Override
    public ScheduleSpec spec() {
        return ScheduleSpec.of(
                Policy.CYCLIC,
                SpecValue.decimal(wave.base()),
                SpecValue.decimal(wave.max()),
                SpecValue.iterations(wave.stepSize()),
                new SpecValue.Amplitude(amplitude));
    }

    @Override
    public String toString() {
        return spec().toString();
    }
}
