package org.snapshotensemble.schedule;

/**
 * Makes the schedules of this library.
 *
 * <p>Rates are finite and not negative, lengths are whole numbers of iterations greater than 0. Every schedule is an
 * immutable value: two with the same numbers are equal, and {@code toString()} is the text form that
 * {@link ScheduleSpec} reads.
 */
public final class Schedules {

    private Schedules() {}

    /**
     * A rate that rises from {@code base} to {@code max} in {@code stepSize} iterations and falls back in as many, over
     * and over, without end (Smith 2017, <a href="https://arxiv.org/abs/1506.01186">Cyclical Learning Rates for
     * Training Neural Networks</a>); the Keras callback's and PyTorch's {@code CyclicLR}, mode {@code triangular}.
     *
     * @param base the lowest rate, at the first iteration of each cycle; 0 or more
     * @param max the highest rate; greater than 0, not less than {@code base}
     * @param stepSize half a cycle, in iterations; greater than 0
     * @throws IllegalArgumentException if a number breaks its rule
     */
    public static CyclicSchedule triangular(double base, double max, int stepSize) {
        return new Triangular(new TriangularWave(base, max, stepSize));
    }

    /**
     * Like {@link #triangular}, but the distance to {@code base} is multiplied by {@code 1 / 2^cycle}: each triangle is
     * half as high as the one before. {@code CyclicLR}, mode {@code triangular2}.
     *
     * @param base the lowest rate, at the first iteration of each cycle; 0 or more
     * @param max the highest rate of the first cycle; greater than 0, not less than {@code base}
     * @param stepSize half a cycle, in iterations; greater than 0
     * @throws IllegalArgumentException if a number breaks its rule
     */
    public static CyclicSchedule triangular2(double base, double max, int stepSize) {
        return new Triangular2(new TriangularWave(base, max, stepSize));
    }

    /**
     * Like {@link #triangular}, but the distance to {@code base} is multiplied by {@code gamma^iteration}, the
     * iteration of the whole run. {@code CyclicLR}, mode {@code exp_range}.
     *
     * @param base the lowest rate, at the first iteration of each cycle; 0 or more
     * @param max the rate that the peaks stay below; greater than 0, not less than {@code base}
     * @param stepSize half a cycle, in iterations; greater than 0
     * @param gamma the factor per iteration, in (0, 1]; more would let the rate grow without bound
     * @throws IllegalArgumentException if a number breaks its rule
     */
    public static CyclicSchedule expRange(double base, double max, int stepSize, double gamma) {
        return new ExpRange(new TriangularWave(base, max, stepSize), gamma);
    }

    /**
     * Like {@link #triangular}, but the distance to {@code base} is multiplied by a function of your own. It may answer
     * with any finite factor; {@link Schedule#rateAt} refuses, with an {@link IllegalArgumentException}, a factor that
     * is not finite and one that makes the rate negative or infinite.
     *
     * @param base the lowest rate, at the first iteration of each cycle; 0 or more
     * @param max the rate at the peak where the factor is 1; greater than 0, not less than {@code base}
     * @param stepSize half a cycle, in iterations; greater than 0
     * @param amplitude from the cycle or the iteration, both from 0, to the factor
     * @throws IllegalArgumentException if a number breaks its rule
     */
    public static CyclicSchedule cyclic(double base, double max, int stepSize, AmplitudeFunction amplitude) {
        return new Cyclic(new TriangularWave(base, max, stepSize), amplitude);
    }

    /**
     * Cosine annealing with warm restarts, without end: in a cycle of {@code n} iterations the rate at position
     * {@code p} is {@code min + (max - min) * (1 + cos(π p / n)) / 2} (Loshchilov and Hutter 2017,
     * <a href="https://arxiv.org/abs/1608.03983">SGDR</a>); PyTorch's {@code CosineAnnealingWarmRestarts}, stepped once
     * an iteration. As there, {@code p} ends at {@code n - 1}, so the trough is a little above {@code min}.
     *
     * @param max the rate at the first iteration of each cycle; greater than 0
     * @param min the rate that each cycle approaches; 0 or more, not greater than {@code max}
     * @param cycle the length of the first cycle, in iterations; greater than 0
     * @param multiplier how many times longer each cycle is than the one before; 1 or more
     * @throws IllegalArgumentException if a number breaks its rule
     */
    public static CyclicSchedule cosineRestarts(double max, double min, int cycle, int multiplier) {
        return cosineRestarts(max, min, cycle, multiplier, 0);
    }

    /**
     * {@link #cosineRestarts(double, double, int, int)} after a warm-up: in its first {@code warmup} iterations, which belong
     * to the first cycle and come before its cosine, the rate rises linearly, {@code max (i + 1) / (warmup + 1)} at
     * iteration {@code i}.
     *
     * @param max the rate at which each cosine begins; greater than 0
     * @param min the rate that each cycle approaches; 0 or more, not greater than {@code max}
     * @param cycle the length of the first cosine, in iterations; greater than 0
     * @param multiplier how many times longer each cosine is than the one before; 1 or more
     * @param warmup the iterations of the rise; 0 or more
     * @throws IllegalArgumentException if a number breaks its rule
     * @see #snapshotCosine(double, int, int, int)
     */
    public static CyclicSchedule cosineRestarts(double max, double min, int cycle, int multiplier, int warmup) {
        return new CosineRestarts(max, min, cycle, multiplier, warmup);
    }

    /**
     * The schedule of snapshot ensembles: {@code cycles} cosine cycles within {@code total} iterations. In a cycle of
     * {@code n} iterations the rate at position {@code p} is {@code max / 2 * (cos(π p / n) + 1)} (Huang et al. 2017,
     * <a href="https://arxiv.org/abs/1704.00109">Snapshot Ensembles: Train 1, Get M for Free</a>, equation 2).
     *
     * <p>Where the cycles do not divide the total, none is more than one iteration longer than another, the longer ones
     * come first, and the last one is whole. Past the total the rate stays what it was at the last iteration.
     *
     * @param max the rate at the first iteration of each cycle; greater than 0
     * @param total the iterations of the whole run; greater than 0
     * @param cycles how many cycles, and so how many snapshots; greater than 0, not more than {@code total}
     * @throws IllegalArgumentException if a number breaks its rule
     */
    public static CyclicSchedule snapshotCosine(double max, int total, int cycles) {
        return snapshotCosine(max, total, cycles, 0);
    }

    /**
     * {@link #snapshotCosine(double, int, int)} after a warm-up: in its first {@code warmup} iterations, which belong to the
     * first cycle, the rate rises linearly, {@code max (i + 1) / (warmup + 1)} at iteration {@code i} (Goyal et al. 2017,
     * <a href="https://arxiv.org/abs/1706.02677">Accurate, Large Minibatch SGD</a>, section 2.2). The cosines share what is
     * left of the total. A network that is new may lose many of its rectifiers at the highest rate; one that comes there
     * slowly does not.
     *
     * @param max the rate at which each cosine begins; greater than 0
     * @param total the iterations of the whole run; greater than 0
     * @param cycles how many cycles, and so how many snapshots; greater than 0, not more than {@code total - warmup}
     * @param warmup the iterations of the rise; 0 or more
     * @throws IllegalArgumentException if a number breaks its rule
     */
    public static CyclicSchedule snapshotCosine(double max, int total, int cycles, int warmup) {
        return new SnapshotCosine(max, total, cycles, warmup);
    }

    /**
     * The one-cycle schedule with PyTorch's own numbers: {@code pctStart} 0.3, cosine annealing, {@code div} 25,
     * {@code finalDiv} 10000.
     *
     * @param max the highest rate; greater than 0
     * @param total the iterations of the whole run; greater than 0
     * @throws IllegalArgumentException if a number breaks its rule
     * @see #oneCycle(double, int, double, Annealing, double, double)
     */
    public static CyclicSchedule oneCycle(double max, int total) {
        return oneCycle(
                max,
                total,
                OneCycle.DEFAULT_PCT_START,
                OneCycle.DEFAULT_ANNEAL,
                OneCycle.DEFAULT_DIV,
                OneCycle.DEFAULT_FINAL_DIV);
    }

    /**
     * One cycle for the whole run: the rate rises from {@code max / div} to {@code max} until iteration
     * {@code pctStart * total - 1} and falls to {@code max / div / finalDiv} until the last one, while the momentum
     * goes from 0.95 to 0.85 and back (Smith and Topin 2018,
     * <a href="https://arxiv.org/abs/1708.07120">Super-Convergence</a>); PyTorch's {@code OneCycleLR} with two phases,
     * {@code max / div} its {@code initial_lr}.
     *
     * <p>A rise that has no length, where PyTorch divides by zero, is left out: the first iteration has the maximum
     * rate. Past the total, rate and momentum stay what they were at the last iteration.
     *
     * @param max the highest rate; greater than 0
     * @param total the iterations of the whole run; greater than 0
     * @param pctStart the part of the run that the rise takes, in [0, 1]
     * @param anneal the form of both ways
     * @param div how many times smaller the first rate is than {@code max}; 1 or more
     * @param finalDiv how many times smaller the last rate is than the first; greater than 0, and so large that the
     *     last rate is not above {@code max}
     * @throws IllegalArgumentException if a number breaks its rule
     */
    public static CyclicSchedule oneCycle(
            double max, int total, double pctStart, Annealing anneal, double div, double finalDiv) {
        return new OneCycle(max, total, pctStart, anneal, div, finalDiv);
    }

    /**
     * The schedule of fast geometric ensembling, without end: at iteration {@code i} of the paper, counted from 1, with
     * {@code t = (mod(i - 1, cycle) + 1) / cycle}, the rate is {@code (1 - 2t) max + 2t min} for {@code t <= 1/2} and
     * {@code (2 - 2t) min + (2t - 1) max} above (Garipov et al. 2018,
     * <a href="https://arxiv.org/abs/1802.10026">Loss Surfaces, Mode Connectivity, and Fast Ensembling of DNNs</a>).
     *
     * <p>A model is kept where the rate is {@code min}, in the middle of the paper's cycles; there the cycles of this
     * schedule end. So the first of them is half as long, {@code cycle / 2} iterations from almost {@code max} down to
     * {@code min}, and every other one rises to {@code max} and falls to {@code min} in {@code cycle} iterations. Begin
     * with a network that is trained already: the short cycles explore around it.
     *
     * @param max the highest rate, which the iteration before a fall has; greater than 0
     * @param min the lowest rate, which each trough has; 0 or more, not greater than {@code max}
     * @param cycle iterations from one trough to the next; greater than 0 and even
     * @throws IllegalArgumentException if a number breaks its rule
     */
    public static CyclicSchedule fge(double max, double min, int cycle) {
        return new FastGeometric(max, min, cycle);
    }

    /**
     * A rate that is multiplied by {@code factor} every {@code every} iterations:
     * {@code initial * factor^floor(iteration / every)}; PyTorch's {@code StepLR}, stepped once an iteration. It has no
     * cycles and no end.
     *
     * @param initial the rate at first; greater than 0
     * @param factor what it is multiplied by, in (0, 1]
     * @param every the iterations between two steps; greater than 0
     * @throws IllegalArgumentException if a number breaks its rule
     */
    public static Schedule stepDecay(double initial, double factor, int every) {
        return stepDecay(initial, factor, every, 0);
    }

    /**
     * {@link #stepDecay(double, double, int)} that begins with a warm-up: in its first {@code warmup} iterations, which are
     * some of the first {@code every}, the rate rises linearly, {@code initial (i + 1) / (warmup + 1)} at iteration
     * {@code i} (Goyal et al. 2017, <a href="https://arxiv.org/abs/1706.02677">Accurate, Large Minibatch SGD</a>, section
     * 2.2).
     *
     * @param initial the rate to which it rises; greater than 0
     * @param factor what it is multiplied by, in (0, 1]
     * @param every the iterations between two steps; greater than 0
     * @param warmup the iterations of the rise; 0 or more, not more than {@code every}
     * @throws IllegalArgumentException if a number breaks its rule
     */
    public static Schedule stepDecay(double initial, double factor, int every, int warmup) {
        return new StepDecay(initial, factor, every, warmup);
    }

    /**
     * The same rate at every iteration. It has no cycles and no end.
     *
     * @param rate the rate, 0 or more
     * @throws IllegalArgumentException if the rate breaks its rule
     */
    public static Schedule constant(double rate) {
        return new Constant(rate);
    }

    /**
     * A whole run under a schedule that has no cycles, seen as one cycle: its trough is the run's last iteration, its
     * peak is taken to be the first one. Past the total the rate stays what it was at the last iteration.
     *
     * @param schedule a schedule without cycles
     * @param total the iterations of the whole run; greater than 0
     * @throws IllegalArgumentException if the total is not greater than 0, or the schedule is a {@link CyclicSchedule}
     */
    public static CyclicSchedule singleCycle(Schedule schedule, int total) {
        return new SingleCycle(schedule, total);
    }
}
