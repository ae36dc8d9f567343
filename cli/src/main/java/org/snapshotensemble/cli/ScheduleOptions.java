package org.snapshotensemble.cli;

import java.util.Optional;
import org.snapshotensemble.schedule.ScheduleSpec;
import picocli.CommandLine.Option;

/** The options of a schedule that leaves snapshots: any, or cosine cycles. */
final class ScheduleOptions {

    private static final String SCHEDULE = "--schedule";
    private static final String CYCLES = "--cycles";
    private static final String MAX_RATE = "--max-lr";
    private static final String WARMUP = "--warmup";

    /** The highest rate where none is told. */
    static final double DEFAULT_MAX_RATE = 0.1;

    private static final int DEFAULT_CYCLES = 5;

    @Option(
            names = SCHEDULE,
            paramLabel = "SPEC",
            converter = OptionTypes.Spec.class,
            description = {
                "The learning rate; excludes --cycles, --max-lr and --warmup.",
                "\"triangular(base=0.001,max=0.1,stepSize=4e)\" is one."
            })
    private Optional<ScheduleSpec> schedule = Optional.empty();

    @Option(
            names = CYCLES,
            paramLabel = "M",
            converter = OptionTypes.Positive.class,
            description = "Cosine cycles, each of which leaves a snapshot. Default: 5.")
    private Optional<Integer> cycles = Optional.empty();

    @Option(
            names = WARMUP,
            paramLabel = "N",
            converter = OptionTypes.Positive.class,
            description = "Epochs in which the rate first rises to that of the cycles, which may be too high for a new"
                    + " network. Default: none.")
    private Optional<Integer> warmup = Optional.empty();

    @Option(
            names = MAX_RATE,
            paramLabel = "X",
            converter = OptionTypes.Rate.class,
            description = "The learning rate at the start of each cycle. Default: 0.1.")
    private Optional<Double> maxRate = Optional.empty();

    /** The schedule, where one is given. */
    Optional<ScheduleSpec> schedule() {
        return schedule;
    }

    /** Cosine cycles, where no schedule is given. */
    int cycles() {
        return cycles.orElse(DEFAULT_CYCLES);
    }

    /** The highest rate of cosine cycles, where no schedule is given. */
    double maxRate() {
        return maxRate.orElse(DEFAULT_MAX_RATE);
    }

    /** The epochs in which the rate rises before the first of cosine cycles, where no schedule is given. */
    int warmup() {
        return warmup.orElse(0);
    }

    /**
     * Refuses a warm-up that leaves nothing to the cycles.
     *
     * @param epochs of the training
     * @throws BadInputException if it does
     */
    void requireWarmupWithin(int epochs) {
        if (warmup() >= epochs) {
            throw new BadInputException(
                    WARMUP + " must be less than " + epochs + ", the epochs of the training, was " + warmup());
        }
    }

    /**
     * Refuses options that contradict each other.
     *
     * @throws BadInputException if some do
     */
    void requireNoContradiction() {
        BadInputException.requireNotBoth(SCHEDULE, schedule, CYCLES, cycles);
        BadInputException.requireNotBoth(SCHEDULE, schedule, MAX_RATE, maxRate);
        BadInputException.requireNotBoth(SCHEDULE, schedule, WARMUP, warmup);
    }

    /**
     * Refuses what says the highest rate, too.
     *
     * @param other the name of an option that is given
     * @throws BadInputException if the rate or a schedule is given
     */
    void requireNoRateBeside(String other) {
        Optional<String> given = Optional.of(other);
        BadInputException.requireNotBoth(other, given, SCHEDULE, schedule);
        BadInputException.requireNotBoth(other, given, MAX_RATE, maxRate);
    }
}
