package org.snapshotensemble.schedule;

import java.util.OptionalInt;

/**
 * Cycles of half a cosine wave from the maximum rate towards zero, which share a fixed total (Huang et al. 2017,
 * https://arxiv.org/abs/1704.00109, equation 2). The first one may begin with a linear rise; the cosines share
 * what is left of the total.
 */
record SnapshotCosine(double max, int iterations, int cycles, int warmup) implements CyclicSchedule, DescribedSchedule {

    SnapshotCosine {
        Check.positive("max", max);
        Check.positive("total", iterations);
        Check.positive("cycles", cycles);
        Check.notNegative("warmup", warmup);
        if (warmup == 0 && cycles > iterations) {
            throw new IllegalArgumentException(
                    "cycles must be <= total, was cycles=" + cycles + ", total=" + iterations);
        }
        if (cycles > iterations - warmup) {
            throw new IllegalArgumentException("cycles must be <= total - warmup, was cycles=" + cycles + ", total="
                    + iterations + ", warmup=" + warmup);
        }
    }

    @Override
    public double rateAt(int iteration) {
        int inside = inside(iteration);
        if (inside < warmup) {
            return LinearRise.rateAt(inside, warmup, max);
        }
        long index = wave(inside);
        double progress = (double) (inside - firstOf(index)) / (firstOf(index + 1) - firstOf(index));
        return Interpolation.between(max, 0, Annealing.COSINE.weight(progress));
    }

    @Override
    public Cycle cycleAt(int iteration) {
        long index = wave(Math.max(inside(iteration), warmup));
        return new Cycle((int) index, index == 0 ? 0 : firstOf(index), firstOf(index), firstOf(index + 1) - 1);
    }

    private int inside(int iteration) {
        return Math.min(Check.iteration(iteration), iterations - 1);
    }

    /** Which of the cosines an iteration is in that is not before them. */
    private long wave(int inside) {
        long position = (long) inside - warmup;
        long longerEnd = longerCycles() * (shorterLength() + 1);
        return position < longerEnd
                ? position / (shorterLength() + 1)
                : longerCycles() + (position - longerEnd) / shorterLength();
    }

    /** The first iteration of a cosine. */
    private long firstOf(long index) {
        return warmup + index * shorterLength() + Math.min(index, longerCycles());
    }

    private long shorterLength() {
        return ((long) iterations - warmup) / cycles;
    }

    /** How many cosines, the first ones, are one iteration longer than the others. */
    private long longerCycles() {
        return ((long) iterations - warmup) % cycles;
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
                SpecValue.count(cycles),
                SpecValue.iterations(warmup));
    }

    @Override
    public String toString() {
        return spec().toString();
    }
}
