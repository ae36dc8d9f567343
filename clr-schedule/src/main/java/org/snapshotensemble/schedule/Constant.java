package org.snapshotensemble.schedule;

/** The same rate at every iteration. */
record Constant(double rate) implements Schedule {

    Constant {
        rate = Check.notNegative("rate", rate);
    }

    @Override
    public double rateAt(int iteration) {
        Check.iteration(iteration);
        return rate;
    }
}
