package org.snapshotensemble.schedule;

import java.util.OptionalInt;

/**
 * The cyclical rate of fast geometric ensembling (Garipov et al. 2018, https://arxiv.org/abs/1802.10026, section 4): a
 * straight fall from the maximum rate to the minimum, and a straight rise back, each half a cycle.
 *
 * <p>The paper counts iterations from 1 and keeps a model in the middle of its cycle, where the rate is lowest. Cycles
 * here end where a model is kept. So the curve is the paper's, and the bounds lie half a cycle apart from its own: the
 * first cycle is half as long as the others, a fall alone; each other one is a rise and a fall.
 *
 * @param max the highest rate; greater than 0
 * @param min the lowest rate, at each trough; 0 or more, not greater than the maximum
 * @param cycle iterations from one trough to the next; even, 2 or more
 */
record FastGeometric(double max, double min, int cycle) implements CyclicSchedule, DescribedSchedule {

    FastGeometric {
        Check.positive("max", max);
        min = Check.notNegative("min", min);
        Check.ordered("min", min, "max", max);
        Check.positive("cycle", cycle);
        Check.even("cycle", cycle);
    }

    @Override
    public double rateAt(int iteration) {
        int position = Check.iteration(iteration) % cycle + 1; // the paper's t, times the cycle's length
        return position <= half()
                ? Interpolation.between(max, min, (double) position / half())
                : Interpolation.between(min, max, (double) (position - half()) / half());
    }

    @Override
    public Cycle cycleAt(int iteration) {
        int index = (int) (((long) Check.iteration(iteration) + half()) / cycle);
        long end = (long) index * cycle + half();
        return index == 0
                ? new Cycle(0, 0, 0, end - 1)
                : new Cycle(index, end - cycle, (long) index * cycle - 1, end - 1);
    }

    private int half() {
        return cycle / 2;
    }

    @Override
    public OptionalInt total() {
        return OptionalInt.empty();
    }

    @Override
    public ScheduleSpec spec() {
        return ScheduleSpec.of(Policy.FGE, SpecValue.decimal(max), SpecValue.decimal(min), SpecValue.iterations(cycle));
    }

    @Override
    public String toString() {
        return spec().toString();
    }
}
