package org.snapshotensemble.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.snapshotensemble.evaluation.render.file.PictureFile;
import org.snapshotensemble.evaluation.render.file.PictureFormat;
import org.snapshotensemble.evaluation.render.picture.SchedulePicture;
import org.snapshotensemble.files.DurableFile;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.ScheduleSpec;
import org.snapshotensemble.schedule.Schedules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the learning rate of every iteration. */
@Command(
        name = "schedule",
        description =
                "Prints a schedule as CSV: iteration, learning rate, momentum, cycle, and whether the iteration is"
                        + " the cycle's trough. Iterations and cycles count from 0.",
        footer = {"", "Example:", "  snapshot schedule \"snapshot_cosine(max=0.1,cycles=5)\" --iterations 1000"},
        mixinStandardHelpOptions = true,
        sortOptions = false,
        versionProvider = VersionText.class)
final class ScheduleCommand implements Callable<Integer> {

    private final Streams streams;

    @Parameters(
            paramLabel = "SPEC",
            converter = OptionTypes.Spec.class,
            description = "The schedule, such as \"snapshot_cosine(max=0.1,total=1000,cycles=5)\"; a total that is left"
                    + " out is the number of iterations.")
    @SuppressWarnings("NullAway.Init")
    private ScheduleSpec spec;

    @Option(
            names = "--iterations",
            required = true,
            paramLabel = "N",
            converter = OptionTypes.Positive.class,
            description = "How many iterations to print.")
    private int iterations;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            converter = OptionTypes.File.class,
            description = "Draws the rates into FILE.svg or FILE.png instead of printing them.")
    private Optional<Path> plot = Optional.empty();

    ScheduleCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        if (spec.hasEpochs()) {
            throw new BadInputException(
                    "SPEC: lengths must be in iterations here, where no data tell how long an epoch is, was " + spec);
        }
        CyclicSchedule schedule = BadInputException.check("SPEC", this::cyclic);
        if (plot.isPresent()) {
            draw(schedule, plot.get());
        } else {
            streams.results(out -> new ScheduleCsv(schedule).write(iterations, out));
        }
        return ExitStatus.DONE;
    }

    private void draw(CyclicSchedule schedule, Path file) {
        PictureFormat format = PictureFormat.ofFile(file)
                .orElseThrow(() -> new BadInputException("--plot must end with .svg or .png, was " + file));
        byte[] picture =
                format.paint(PictureFile.of(ScheduleSpec.describe(schedule), SchedulePicture.of(schedule, iterations)));
        try {
            DurableFile.write(file, out -> out.write(picture));
        } catch (IOException e) {
            throw OutputFile.unwritable("--plot: " + file, e);
        }
    }

    private CyclicSchedule cyclic() {
        Schedule schedule = spec.withDefaultTotal(iterations).schedule();
        return schedule instanceof CyclicSchedule cyclic ? cyclic : Schedules.singleCycle(schedule, iterations);
    }
}
