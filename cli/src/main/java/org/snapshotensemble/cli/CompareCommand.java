package org.snapshotensemble.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deeplearning4j.exception.DL4JException;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.evaluation.EnsembleEvaluator;
import org.snapshotensemble.evaluation.compare.ComparedRun;
import org.snapshotensemble.evaluation.compare.RunComparison;
import org.snapshotensemble.evaluation.compare.TestData;
import org.snapshotensemble.evaluation.render.CompareFolder;
import org.snapshotensemble.evaluation.render.CompareJson;
import org.snapshotensemble.evaluation.render.CompareText;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.snapshot.Run;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds several runs against each other. */
@Command(
        name = "compare",
        description =
                "Measures the ensembles of several runs on their common test part, and tells what differs in their settings"
                        + " and what of their figures is more than chance.",
        footer = {"", "Example:", "  snapshot compare runs/five-cycles runs/ten-cycles \\", "      --report comparison"
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class CompareCommand implements Callable<Integer> {

    private final Streams streams;

    @Parameters(
            paramLabel = "RUN",
            arity = "0..*",
            converter = OptionTypes.File.class,
            description =
                    "The runs' folders, at least two; the others are held against the first. A baseline is a run, too:"
                            + " runs/mine/baselines/constant.")
    private List<Path> folders = new ArrayList<>();

    @Option(names = "--json", description = "Prints JSON instead of tables.")
    private boolean json;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            converter = OptionTypes.File.class,
            description = "Writes compare.html, a page that opens offline, and compare.json there.")
    private Optional<Path> report = Optional.empty();

    CompareCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        requireRuns();
        List<Run> runs = folders.stream().map(Run::open).toList();
        report.ifPresent(this::requireReport);
        runs.forEach(run -> requireSameTestData(run, runs.get(0)));
        LabelledData first = testPart(runs.get(0));
        List<ComparedRun> measured = new ArrayList<>();
        for (Run run : runs) {
            LabelledData examples = measured.isEmpty() ? first : testPart(run);
            if (!examples.labels().equals(first.labels())) {
                throw new BadInputException(run.folder() + ": its test part has other labels than that of "
                        + folders.get(0) + ", so the two cannot be compared example by example");
            }
            measured.add(measure(run, examples));
        }
        RunComparison comparison = RunComparison.of(measured);
        Optional<CompareFolder> written = report.map(CompareFolder::new);
        written.ifPresent(folder -> OutputFile.write(() -> folder.write(comparison)));
        streams.results(out -> {
            if (json) {
                new CompareJson().render(comparison, out);
                return;
            }
            new CompareText().render(comparison, out);
            written.ifPresent(folder -> {
                out.println();
                out.println("Report: " + folder.page());
            });
        });
        return ExitStatus.DONE;
    }

    private void requireRuns() {
        if (folders.size() < 2) {
            throw new BadInputException(
                    "must be given at least two runs, was " + (folders.isEmpty() ? "none" : "one: " + folders.get(0)));
        }
        for (int i = 0; i < folders.size(); i++) {
            Path folder = folders.get(i).toAbsolutePath().normalize();
            for (Path other : folders.subList(0, i)) {
                if (other.toAbsolutePath().normalize().equals(folder)) {
                    throw new BadInputException(folders.get(i) + ": must be given only once");
                }
            }
        }
    }

    /** A comparison is made anew where one is; other files of its names are a person's own. */
    private void requireReport(Path path) {
        for (Path run : folders) {
            OutputFile.requireReportFolder("--report", path, run);
            OutputFile.requireFolderPlace("--report", path);
        }
        CompareFolder there = new CompareFolder(path);
        if (!there.holdsComparison()) {
            OutputFile.requireNone("--report", there.files());
        }
    }

    private static LabelledData testPart(Run run) {
        return EvaluateCommand.testPart(run, run.folder().toString(), "put the data there again");
    }

    private static void requireSameTestData(Run run, Run first) {
        TestData one = testData(run);
        TestData other = testData(first);
        one.differenceFrom(other).ifPresent(difference -> {
            throw new BadInputException(run.folder() + ": must have the same test data as " + first.folder()
                    + ", but its test part " + difference);
        });
    }

    private static TestData testData(Run run) {
        DataRecord record = run.manifest()
                .data()
                .orElseThrow(() -> new BadInputException(
                        run.folder() + ": the run did not record its data, so its test part is not known"));
        return TestData.of(record);
    }

    private static ComparedRun measure(Run run, LabelledData examples) {
        try (Ensemble ensemble = Ensemble.load(run.folder())) {
            return new ComparedRun(
                    run.folder().toString(),
                    run.manifest(),
                    EnsembleEvaluator.of(ensemble)
                            .data(MeasuredData.testPart(examples).description())
                            .measure(RunReport.batches(examples, run)));
        } catch (DL4JException | IllegalArgumentException e) {
            throw new BadInputException(
                    run.folder() + ": its network cannot be measured on its test part: " + e.getMessage(), e);
        }
    }
}
