package org.snapshotensemble.schedule;

/** A rate that is multiplied by a factor every so many iterations; before the first time it may rise linearly. */
record StepDecay(double initial, double factor, int every, int warmup) implements DescribedSchedule {

    StepDecay {
        Check.positive("initial", initial);
        Check.positiveFraction("factor", factor);
        Check.positive("every", every);
        Check.notNegative("warmup", warmup);
        if (warmup > every) {
            throw new IllegalArgumentException("warmup must be <= every, was warmup=" + warmup + ", every=" + every);
        }
    }

    @Override
    public double rateAt(int iteration) {
        if (Check.iteration(iteration) < warmup) {
            return LinearRise.rateAt(iteration, warmup, initial);
        }
        int steps = iteration / every;
        return initial * StrictMath.pow(factor, steps);
    }

    @Override
    public ScheduleSpec spec() {
        return ScheduleSpec.of(
                Policy.STEP_DECAY,
                SpecValue.decimal(initial),
                SpecValue.decimal(factor),
                SpecValue.iterations(every),
                SpecValue.iterations(warmup));
    }

    @Override
    public String toString() {
        return spec().toString();
    }
}
