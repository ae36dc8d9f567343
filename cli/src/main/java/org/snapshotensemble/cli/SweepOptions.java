package org.snapshotensemble.cli;

import com.google.common.collect.ImmutableSet;
import java.util.Set;
import java.util.function.Consumer;
import org.snapshotensemble.schedule.range.Growth;
import org.snapshotensemble.train.RangeTest;
import picocli.CommandLine.Option;

/** The options of a range test that a training does not have: which rates are tried, for how long, and on what. */
final class SweepOptions {

    /** Their names. */
    static final Set<String> NAMES =
            ImmutableSet.of("--from", "--to", "--iterations", "--per-rate", "--linear", "--on-validation");

    @Option(
            names = "--from",
            paramLabel = "A",
            converter = OptionTypes.Rate.class,
            defaultValue = "0.000001",
            description = "The first rate. Default: ${DEFAULT-VALUE}.")
    private double from;

    @Option(
            names = "--to",
            paramLabel = "B",
            converter = OptionTypes.Rate.class,
            defaultValue = "10",
            description = "The last rate, where the training does not break before. Default: ${DEFAULT-VALUE}.")
    private double to;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            converter = OptionTypes.Positive.class,
            defaultValue = "200",
            description = "Iterations of the whole test. Default: ${DEFAULT-VALUE}.")
    private int iterations;

    @Option(
            names = "--per-rate",
            paramLabel = "K",
            converter = OptionTypes.Length.class,
            defaultValue = "1",
            description = "Iterations with the same rate, or epoch for as many as an epoch has. Their mean loss is one"
                    + " point of the curve, which is steadier. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private RateLength perRate;

    @Option(
            names = "--linear",
            description = "Adds the same amount from rate to rate, rather than multiplying by the same factor.")
    private boolean linear;

    @Option(
            names = "--on-validation",
            description = "Measures the validation part after each rate, rather than the batches that are trained on;"
                    + " takes longer.")
    private boolean onValidation;

    /** Refuses options that contradict each other, before anything is read. */
    void requireNoContradiction() {
        if (from >= to) {
            throw new BadInputException("--from must be less than --to, was " + from + ", --to was " + to);
        }
    }

    /**
     * The test of these options.
     *
     * @param note is told where there is too little to try rates on
     * @throws BadInputException if there are iterations for one rate alone, or there is no validation part to measure
     */
    RangeTest test(TrainingJob job, Consumer<String> note) {
        int each = perRate.iterations(job.iterationsPerEpoch());
        if (iterations / each < 2) {
            throw new BadInputException("--iterations must be at least " + 2L * each
                    + (each == 1 ? "" : ", for two rates of " + each + " iterations") + ", was " + iterations);
        }
        RangeTest test = job.rangeTest(iterations / each * each, note)
                .rates(from, to)
                .steps(iterations / each)
                .iterationsPerStep(each)
                .growth(linear ? Growth.LINEAR : Growth.GEOMETRIC);
        if (onValidation) {
            test.validateOn(job.validation()
                    .orElseThrow(() -> new BadInputException(
                            "--on-validation: there is no validation part, --validation must be above 0")));
        }
        return test;
    }
}
