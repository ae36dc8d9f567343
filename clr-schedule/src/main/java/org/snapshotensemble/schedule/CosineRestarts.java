package org.snapshotensemble.schedule;

import java.util.OptionalInt;

/**
 * Half cosine waves from the maximum to the minimum rate, each cycle {@code multiplier} times as long as the one before
 * (Loshchilov and Hutter 2017, https://arxiv.org/abs/1608.03983).
 */
record CosineRestarts(double max, double min, int cycle, int multiplier) implements CyclicSchedule, DescribedSchedule {

    CosineRestarts {
        Check.positive("max", max);
        min = Check.notNegative("min", min);
        Check.ordered("min", min, "max", max);
        Check.positive("cycle", cycle);
        Check.positive("multiplier", multiplier);
    }

    @Override
    public double rateAt(int iteration) {
        Cycle current = cycleAt(iteration);
        double progress = (double) (iteration - current.firstIteration()) / current.length();
        return Interpolation.between(max, min, Annealing.COSINE.weight(progress));
    }

    @Override
    public Cycle cycleAt(int iteration) {
        Check.iteration(iteration);
        if (multiplier == 1) {
            int index = iteration / cycle;
            return ofLength(index, (long) index * cycle, cycle);
        }
        // At most 31 rounds, for the lengths at least double; and no overflow, for a cycle that begins at an int is
        // at most about an int times that long.
        int index = 0;
        long first = 0;
        long length = cycle;
        while (iteration >= first + length) {
            first += length;
            length *= multiplier;
            index++;
        }
        return ofLength(index, first, length);
    }

    private static Cycle ofLength(int index, long first, long length) {
        return new Cycle(index, first, first, first + length - 1);
    }

    @Override
    public OptionalInt total() {
        return OptionalInt.empty();
    }

    @Override
    public ScheduleSpec spec() {
        return ScheduleSpec.of(
                Policy.COSINE_RESTARTS,
                SpecValue.decimal(max),
                SpecValue.decimal(min),
                SpecValue.iterations(cycle),
                SpecValue.count(multiplier));
    }

    @Override
    public String toString() {
        return spec().toString();
    }
}
