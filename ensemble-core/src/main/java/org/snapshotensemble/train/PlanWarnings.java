package org.snapshotensemble.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.snapshotensemble.schedule.Cycle;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.ScheduleSpec;
import org.snapshotensemble.schedule.range.FigureText;

/**
 * What is doubtful about a run's cycles, a sentence each, which says what to change.
 *
 * <p>Held against the papers is the falling part of a cycle, in which a snapshot ripens: half of a triangle, all of a
 * cosine cycle. Smith 2017, <a href="https://arxiv.org/abs/1506.01186">Cyclical Learning Rates for Training Neural
 * Networks</a>, section 3.2, advises 2 to 10 epochs for half a cycle. The upper number is for triangles alone: the cosine
 * cycles of Huang et al. 2017 are of 40 epochs and more. Fast geometric ensembling (Garipov et al. 2018) has cycles of 2
 * to 4 epochs, so 1 epoch is enough for its fall.
 */
final class PlanWarnings {

    /** In fewer iterations the rate takes so large steps that the last one is still far from the lowest. */
    private static final int FEW_ITERATIONS = 10;

    private static final int FEWEST_EPOCHS = 2;
    private static final int MOST_EPOCHS = 10;
    private static final int FEWEST_EPOCHS_OF_FGE = 1;
    private static final int RATE_DIGITS = 4;

    private final CyclicSchedule schedule;
    private final List<Cycle> cycles;
    private final long iterations;
    private final int iterationsPerEpoch;

    /**
     * @param cycles those that begin within the run, in order; the last may end after it
     * @param iterations of the run
     */
    PlanWarnings(CyclicSchedule schedule, List<Cycle> cycles, long iterations, int iterationsPerEpoch) {
        this.schedule = schedule;
        this.cycles = cycles;
        this.iterations = iterations;
        this.iterationsPerEpoch = iterationsPerEpoch;
    }

    /** Returns the sentences, without a full stop. */
    List<String> all() {
        List<String> warnings = new ArrayList<>();
        cutCycle().ifPresent(warnings::add);
        endedSchedule().ifPresent(warnings::add);
        if (isCyclic()) {
            shortFall().ifPresent(warnings::add);
            longFall().ifPresent(warnings::add);
        }
        fewIterations().ifPresent(warnings::add);
        return warnings;
    }

    /** One cycle over the whole run, such as a baseline's, is as long as the person lets it be. */
    private boolean isCyclic() {
        return cycles.size() > 1 || schedule.total().isEmpty();
    }

    private Optional<String> cutCycle() {
        Cycle last = cycles.get(cycles.size() - 1);
        if (last.lastIteration() < iterations) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "the run ends in the middle of cycle %d: it has %d iterations, the cycle's trough would be iteration"
                        + " %d; what is learnt after iteration %d is in no snapshot; train %s, or %s",
                last.index() + 1,
                iterations,
                last.lastIteration(),
                last.firstIteration() - 1,
                epochs(last.firstIteration()),
                epochs(last.lastIteration() + 1)));
    }

    private Optional<String> endedSchedule() {
        if (schedule.total().isEmpty() || schedule.total().getAsInt() >= iterations) {
            return Optional.empty();
        }
        int total = schedule.total().getAsInt();
        return Optional.of(String.format(
                Locale.ROOT,
                "the schedule ends after %d iterations, the run has %d: the rest is trained at the last rate and is"
                        + " in no snapshot; give the schedule a total of %d, or train %s",
                total,
                iterations,
                iterations,
                epochs(total)));
    }

    private Optional<String> shortFall() {
        int fewest = isOf("fge") ? FEWEST_EPOCHS_OF_FGE : FEWEST_EPOCHS;
        long wanted = (long) fewest * iterationsPerEpoch;
        return first(cycle -> fall(cycle) < wanted)
                .map(cycle -> String.format(
                        Locale.ROOT,
                        "%s falls in %s, %s, where %d and more are advised: its snapshot may be poor;"
                                + " let it fall for %d iterations, with fewer or longer cycles",
                        name(cycle),
                        iterations(fall(cycle)),
                        epochs(fall(cycle)),
                        fewest,
                        wanted));
    }

    private Optional<String> longFall() {
        long most = (long) MOST_EPOCHS * iterationsPerEpoch;
        return first(cycle -> hasHalves(cycle) && fall(cycle) > most + 1)
                .map(cycle -> String.format(
                        Locale.ROOT,
                        "%s falls in %d iterations, %s, where %d to %d are advised: shorter cycles, which fall for"
                                + " at most %d iterations, leave more snapshots in the same time",
                        name(cycle),
                        fall(cycle),
                        epochs(fall(cycle)),
                        FEWEST_EPOCHS,
                        MOST_EPOCHS,
                        most));
    }

    private Optional<String> fewIterations() {
        return first(cycle -> fall(cycle) < FEW_ITERATIONS && !isConstant(cycle))
                .map(cycle -> String.format(
                        Locale.ROOT,
                        "%s falls in %s, too few for its rates, from %s at the peak to %s at the trough; let"
                                + " it fall for %d, with smaller batches, more epochs, or fewer or longer cycles",
                        name(cycle),
                        iterations(fall(cycle)),
                        rate(cycle.peakIteration()),
                        rate(cycle.lastIteration()),
                        FEW_ITERATIONS));
    }

    private Optional<Cycle> first(Predicate<Cycle> doubtful) {
        return cycles.stream()
                .filter(cycle -> cycle.lastIteration() <= Integer.MAX_VALUE)
                .filter(doubtful)
                .findFirst();
    }

    /** What falls, counted with its highest and its lowest rate. */
    private static long fall(Cycle cycle) {
        return cycle.lastIteration() - cycle.peakIteration() + 1;
    }

    /** Whether it rises for as long as it falls, as a triangle does; before a cosine there may be a warm-up of any length. */
    private boolean hasHalves(Cycle cycle) {
        long rise = cycle.peakIteration() - cycle.firstIteration();
        return rise > 0 && rise >= fall(cycle) - 1 && !isOf("snapshot_cosine") && !isOf("cosine_restarts");
    }

    private boolean isOf(String policy) {
        return ScheduleSpec.describe(schedule).startsWith(policy + "(");
    }

    /** A constant rate has a cycle, too, from its first iteration to its last. */
    private boolean isConstant(Cycle cycle) {
        return fall(cycle) > 1
                && schedule.rateAt((int) cycle.peakIteration()) == schedule.rateAt((int) cycle.lastIteration());
    }

    private String name(Cycle cycle) {
        return (hasHalves(cycle) ? "the second half of cycle " : "cycle ") + (cycle.index() + 1);
    }

    private static String iterations(long count) {
        return count == 1 ? "1 iteration" : count + " iterations";
    }

    private String rate(long iteration) {
        return FigureText.of(schedule.rateAt((int) iteration), RATE_DIGITS);
    }

    private String epochs(long count) {
        return count == iterationsPerEpoch
                ? "1 epoch"
                : FigureText.of((double) count / iterationsPerEpoch, RATE_DIGITS) + " epochs";
    }
}
