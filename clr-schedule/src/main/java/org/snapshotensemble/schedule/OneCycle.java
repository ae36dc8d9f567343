package org.snapshotensemble.schedule;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One rise and one longer decline, the momentum the other way round (Smith and Topin 2018,
 * https://arxiv.org/abs/1708.07120), with the two phases of PyTorch's {@code OneCycleLR}.
 *
 * <p>The rise goes from {@code max / div} to {@code max} and ends at the iteration {@code pctStart * iterations - 1},
 * seldom a whole one; the decline goes on from there to {@code max / div / finalDiv} at the last iteration. Where the
 * rise would end before iteration 0, the first iteration is some way into the decline. Where it would have no length,
 * PyTorch divides zero by zero; here the schedule then begins at the peak.
 */
record OneCycle(double max, int iterations, double pctStart, Annealing anneal, double div, double finalDiv)
        implements CyclicSchedule, DescribedSchedule {

    static final double DEFAULT_PCT_START = 0.3;
    static final Annealing DEFAULT_ANNEAL = Annealing.COSINE;
    static final double DEFAULT_DIV = 25;
    static final double DEFAULT_FINAL_DIV = 10_000;

    private static final double HIGH_MOMENTUM = 0.95;
    private static final double LOW_MOMENTUM = 0.85;

    OneCycle {
        Check.positive("max", max);
        Check.positive("total", iterations);
        pctStart = Check.fraction("pctStart", pctStart);
        Check.atLeastOne("div", div);
        Check.positive("finalDiv", finalDiv);
        if (max / div / finalDiv > max) {
            throw new IllegalArgumentException("div * finalDiv must be >= 1 (the last rate must be <= max), was div="
                    + div + ", finalDiv=" + finalDiv);
        }
    }

    @Override
    public double rateAt(int iteration) {
        return along(iteration, max / div, max, max / div / finalDiv);
    }

    @Override
    public OptionalDouble momentumAt(int iteration) {
        return OptionalDouble.of(along(iteration, HIGH_MOMENTUM, LOW_MOMENTUM, HIGH_MOMENTUM));
    }

    private double along(int iteration, double start, double middle, double end) {
        int inside = Math.min(Check.iteration(iteration), iterations - 1);
        double top = top();
        if (inside < top) {
            return Interpolation.between(start, middle, anneal.weight(inside / top));
        }
        double decline = iterations - 1 - top;
        double progress = decline > 0 ? (inside - top) / decline : 0;
        return Interpolation.between(middle, end, anneal.weight(progress));
    }

    /** Where the rise turns into the decline, as a point on the axis of iterations; less than 0 if before the first. */
    private double top() {
        return pctStart * iterations - 1;
    }

    @Override
    public Cycle cycleAt(int iteration) {
        Check.iteration(iteration);
        return new Cycle(0, 0, peak(), iterations - 1);
    }

    private int peak() {
        int before = (int) Math.max(0, Math.floor(top()));
        int after = Math.min(before + 1, iterations - 1);
        return rateAt(after) > rateAt(before) ? after : before;
    }

    @Override
    public OptionalInt total() {
        return OptionalInt.of(iterations);
    }

    @Override
    public ScheduleSpec spec() {
        return ScheduleSpec.of(
                Policy.ONE_CYCLE,
                SpecValue.decimal(max),
                SpecValue.iterations(iterations),
                SpecValue.decimal(pctStart),
                new SpecValue.Form(anneal),
                SpecValue.decimal(div),
                SpecValue.decimal(finalDiv));
    }

    @Override
    public String toString() {
        return spec().toString();
    }
}
