package org.snapshotensemble.schedule;

/** The same rate at every iteration. */
record Constant(double rate) implements DescribedSchedule {

    Constant {
        rate = Check.notNegative("rate", rate);
    }

    @Override
    public double rateAt(int iteration) {
        Check.iteration(iteration);
        return rate;
    }

    @Override
    public ScheduleSpec spec() {
        return ScheduleSpec.of(Policy.CONSTANT, SpecValue.decimal(rate));
    }

    @Override
    public String toString() {
        return spec().toString();
    }
}
