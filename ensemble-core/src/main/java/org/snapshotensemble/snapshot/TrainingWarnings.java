package org.snapshotensemble.snapshot;

import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.ScheduleSpec;

/** Notices what looks like a mistake in a training that a person drives herself, and says it once in the log. */
final class TrainingWarnings {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotListener.class);

    /** A fixed rate may equal the schedule's at its first iteration, but not at the next ones too. */
    private static final int RATE_CHECKS = 3;

    private final CyclicSchedule schedule;
    private int rateChecksLeft = RATE_CHECKS;
    private boolean saidPastTotal;
    private boolean saidValidation;
    private boolean saidConstant;

    TrainingWarnings(CyclicSchedule schedule) {
        this.schedule = schedule;
    }

    /** Looks at the first iteration that the listener sees. */
    void checkStart(int iteration) {
        if (iteration > 0) {
            LOG.warn(
                    "iteration {}: the network has been trained before the listener was added; the schedule counts from"
                            + " the network's iteration 0, and cycles before cycle {} have no snapshot",
                    iteration,
                    schedule.cycleAt(iteration).index() + 1);
        }
    }

    /** Looks at an iteration. */
    void check(Network network, int iteration, int epoch, boolean pastTotal) {
        if (rateChecksLeft > 0) {
            rateChecksLeft--;
            checkRate(network, iteration, epoch);
        }
        if (pastTotal && !saidPastTotal) {
            saidPastTotal = true;
            LOG.warn(
                    "iteration {}: past the {} iterations of {}; its last rate is held and no further snapshot kept."
                            + " Does the number of batches an epoch include the last, shorter one?",
                    iteration,
                    schedule.total().orElse(iteration),
                    ScheduleSpec.describe(schedule));
        }
    }

    /** A schedule that the updater does not follow has troughs that are none. */
    private void checkRate(Network network, int iteration, int epoch) {
        Set<Double> rates = network.learningRates(iteration, epoch);
        double rate = schedule.rateAt(iteration);
        if (!rates.contains(rate)) {
            rateChecksLeft = 0;
            LOG.warn(
                    "iteration {}: the network's updaters have the rate {}, the schedule {} says {}: the snapshots will"
                            + " not be those of its troughs; set"
                            + " .updater(new Nesterovs(Dl4jSchedule.of(schedule), 0.9)) in the configuration",
                    iteration,
                    rates,
                    ScheduleSpec.describe(schedule),
                    rate);
        }
    }

    /**
     * Looks at the validation data before they are used. The listener leaves them run through; batches that are left
     * are somebody else's.
     */
    void checkValidation(BooleanSupplier inUse, int iteration) {
        if (!saidValidation && inUse.getAsBoolean()) {
            saidValidation = true;
            LOG.warn(
                    "iteration {}: the iterator to validate on is in the middle of its batches; if it is the one that fit"
                            + " uses, the training is cut short: validate on another one",
                    iteration);
        }
    }

    /** Looks at what the weights of a snapshot make of the validation data. */
    void checkOutput(boolean constant, int iteration) {
        if (constant && !saidConstant) {
            saidConstant = true;
            LOG.warn(
                    "iteration {}: the network gives all validation examples the same output: its rectifiers have probably"
                            + " died at too high a rate, and stay dead; train again with a lower maximum rate",
                    iteration);
        }
    }
}
