package org.snapshotensemble.schedule;

import java.util.OptionalInt;

/**
 * Cycles of half a cosine wave from the maximum rate towards zero, which share a fixed total (Huang et al. 2017,
 * https://arxiv.org/abs/1704.00109, equation 2).
 */
record SnapshotCosine(double max, int iterations, int cycles) implements CyclicSchedule, DescribedSchedule {

    SnapshotCosine {
        Check.positive("max", max);
        Check.positive("total", iterations);
        Check.positive("cycles", cycles);
        if (cycles > iterations) {
            throw new IllegalArgumentException(
                    "cycles must be <= total, was cycles=" + cycles + ", total=" + iterations);
        }
    }

    @Override
    public double rateAt(int iteration) {
        Cycle current = cycleAt(iteration);
        double progress = (double) (Math.min(iteration, iterations - 1) - current.firstIteration()) / current.length();
        return Interpolation.between(max, 0, Annealing.COSINE.weight(progress));
    }

    @Override
    public Cycle cycleAt(int iteration) {
        int inside = Math.min(Check.iteration(iteration), iterations - 1);
        long longerEnd = longerCycles() * (shorterLength() + 1);
        long index = inside < longerEnd
                ? inside / (shorterLength() + 1)
                : longerCycles() + (inside - longerEnd) / shorterLength();
        return new Cycle((int) index, firstOf(index), firstOf(index), firstOf(index + 1) - 1);
    }

    private long firstOf(long index) {
        return index * shorterLength() + Math.min(index, longerCycles());
    }

    private long shorterLength() {
        return iterations / cycles;
    }

    /** How many cycles, the first ones, are one iteration longer than the others. */
    private long longerCycles() {
        return iterations % cycles;
    }

    @Override
    public OptionalInt total() {
        return OptionalInt.of(iterations);
    }

    @Override
    public ScheduleSpec spec() {
        return ScheduleSpec.of(
                Policy.SNAPSHOT_COSINE,
                SpecValue.decimal(max),
                SpecValue.iterations(iterations),
                SpecValue.count(cycles));
    }

    @Override
    public String toString() {
        return spec().toString();
    }
}
