package org.snapshotensemble.schedule;

/** A rate that is multiplied by a factor every so many iterations. */
record StepDecay(double initial, double factor, int every) implements DescribedSchedule {

    StepDecay {
        Check.positive("initial", initial);
        Check.positiveFraction("factor", factor);
        Check.positive("every", every);
    }

    @Override
    public double rateAt(int iteration) {
        int steps = Check.iteration(iteration) / every;
        return initial * StrictMath.pow(factor, steps);
    }

    @Override
    public ScheduleSpec spec() {
        return ScheduleSpec.of(
                Policy.STEP_DECAY, SpecValue.decimal(initial), SpecValue.decimal(factor), SpecValue.iterations(every));
    }

    @Override
    public String toString() {
        return spec().toString();
    }
}
