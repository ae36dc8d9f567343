package org.snapshotensemble.schedule;

import java.util.OptionalInt;

/**
 * Half cosine waves from the maximum to the minimum rate, each cycle {@code multiplier} times as long as the one before
 * (Loshchilov and Hutter 2017, https://arxiv.org/abs/1608.03983). The first one may begin with a linear rise.
 */
record CosineRestarts(double max, double min, int cycle, int multiplier, int warmup)
        implements CyclicSchedule, DescribedSchedule {

    CosineRestarts {
        Check.positive("max", max);
        min = Check.notNegative("min", min);
        Check.ordered("min", min, "max", max);
        Check.positive("cycle", cycle);
        Check.positive("multiplier", multiplier);
        Check.notNegative("warmup", warmup);
    }

    @Override
    public double rateAt(int iteration) {
        if (Check.iteration(iteration) < warmup) {
            return LinearRise.rateAt(iteration, warmup, max);
        }
        Cycle current = cycleAt(iteration);
        long length = current.lastIteration() - current.peakIteration() + 1;
        double progress = (double) (iteration - current.peakIteration()) / length;
        return Interpolation.between(max, min, Annealing.COSINE.weight(progress));
    }

    @Override
    public Cycle cycleAt(int iteration) {
        int falling = Math.max(0, Check.iteration(iteration) - warmup);
        if (multiplier == 1) {
            int index = falling / cycle;
            return ofLength(index, (long) index * cycle, cycle);
        }
        // At most 31 rounds, for the lengths at least double; and no overflow, for a cycle that begins at an int is
        // at most about an int times that long.
        int index = 0;
        long first = 0;
        long length = cycle;
        while (falling >= first + length) {
            first += length;
            length *= multiplier;
            index++;
        }
        return ofLength(index, first, length);
    }

    /** A cycle whose cosine begins so many iterations after the rise. */
    private Cycle ofLength(int index, long first, long length) {
        long peak = warmup + first;
        return new Cycle(index, index == 0 ? 0 : peak, peak, peak + length - 1);
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
                SpecValue.count(multiplier),
                SpecValue.iterations(warmup));
    }

    @Override
    public String toString() {
        return spec().toString();
    }
}
