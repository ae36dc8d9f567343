package org.snapshotensemble.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.snapshotensemble.evaluation.render.range.RangeFolder;
import org.snapshotensemble.schedule.range.Bounds;
import org.snapshotensemble.schedule.range.Finding;
import org.snapshotensemble.schedule.range.RangeAnalysis;
import org.snapshotensemble.train.RangeTest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tries one rate after the other and suggests the bounds of a schedule. */
@Command(
        name = "range-test",
        description = "Trains for a few iterations with a rate that grows until the training breaks, and suggests the"
                + " lowest and the highest rate of a schedule. Writes the curve, the suggestion and two pictures.",
        footer = {"", "Example:", "  snapshot range-test --data \"csv:flowers.csv?label=species\" --out flowers-rates"},
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class RangeTestCommand implements Callable<Integer> {

    private static final String OUT = "--out";

    private final Streams streams;

    @Mixin
    private final JobOptions common = new JobOptions();

    @Mixin
    private final SweepOptions sweep = new SweepOptions();

    @Option(
            names = OUT,
            required = true,
            paramLabel = "DIR",
            converter = OptionTypes.File.class,
            description = "The folder for the curve, the suggestion and two pictures; must be empty or not be there.")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    RangeTestCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        OutputFile.requireEmptyFolder(OUT, out);
        OutputFile.requireFolderPlace(OUT, out);
        sweep.requireNoContradiction();
        Notes notes = new Notes(streams);
        TrainingJob job = common.job(1, Optional.empty(), notes::add);
        RangeTest test = sweep.test(job, notes::add);
        RangeAnalysis found = BadInputException.check("--data", () -> test.run(job.training()));
        RangeFolder folder = new RangeFolder(out);
        try {
            folder.write(found);
        } catch (IOException e) {
            throw OutputFile.unwritable(OUT + ": " + out, e);
        }
        notes.print();
        streams.results(writer -> print(found, folder, writer));
        return ExitStatus.DONE;
    }

    private void print(RangeAnalysis found, RangeFolder folder, PrintWriter writer) {
        Bounds bounds = found.bounds();
        if (bounds.max().rate().isEmpty()) {
            line(writer, "bounds", "none: " + bounds.max().reason());
        } else {
            line(writer, "base", SuggestedRate.text(bounds.base()));
            line(writer, "max", SuggestedRate.text(bounds.max()));
        }
        regime(writer, "ragged", found.regimes().ragged());
        regime(writer, "breaks", found.regimes().diverges());
        writer.println();
        if (bounds.max().rate().isPresent()) {
            String max = SuggestedRate.of(bounds.max());
            String base = SuggestedRate.of(bounds.base());
            line(writer, "Next:", train("snapshot_cosine(max=" + max + ",cycles=5)"));
            line(writer, "or:", train("triangular(base=" + base + ",max=" + max + ",stepSize=4e)"));
        }
        line(writer, "Picture:", folder.picture().toString());
    }

    private static void regime(PrintWriter writer, String name, Finding finding) {
        line(
                writer,
                name,
                finding.rate().isPresent() ? "from " + SuggestedRate.text(finding) : "no: " + finding.reason());
    }

    /** The command that trains the same on the same data. */
    private String train(String schedule) {
        String same = spec.commandLine().getParseResult().matchedOptions().stream()
                .filter(option ->
                        !option.longestName().equals(OUT) && !SweepOptions.NAMES.contains(option.longestName()))
                .map(RangeTestCommand::asTyped)
                .collect(Collectors.joining());
        return "snapshot train" + same + " --schedule \"" + schedule + "\"";
    }

    private static String asTyped(OptionSpec option) {
        return option.originalStringValues().stream()
                .map(value -> " " + option.longestName() + " " + ShellWord.of(value))
                .collect(Collectors.joining());
    }

    private static void line(PrintWriter writer, String name, String text) {
        writer.println(String.format(Locale.ROOT, "%-9s %s", name, text));
    }
}
