package org.snapshotensemble.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.deeplearning4j.exception.DL4JException;
import org.deeplearning4j.nn.api.Model;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.render.ReportFolder;
import org.snapshotensemble.evaluation.render.TextRenderer;
import org.snapshotensemble.network.OutputKind;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.snapshot.RecordedData;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.TrainedWeights;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a run's report again. */
@Command(
        name = "evaluate",
        description = "Measures the ensemble of a run against its single models and prints the report.",
        footer = {
            "",
            "Example:",
            "  snapshot evaluate --run runs/mine --members last:3 \\",
            "      --combine geometric --report last-three"
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {

    private final Streams streams;

    @Option(
            names = "--run",
            required = true,
            paramLabel = "DIR",
            converter = OptionTypes.File.class,
            description = "The run's folder.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            converter = OptionTypes.Data.class,
            completionCandidates = Candidates.Data.class,
            description = {
                "Labeled data to measure on:",
                "csv:FILE or \"csv:FILE?label=COLUMN\", with the run's",
                "  columns in any order;",
                "idx:DIR, its t10k files;",
                "images:DIR, resized as in the run;",
                "digits.",
                "Without it: the run's own test part."
            })
    private Optional<DataSource> data = Optional.empty();

    @Mixin
    private final MemberOptions members = new MemberOptions();

    @Option(
            names = "--average",
            paramLabel = "FILE.zip",
            converter = OptionTypes.File.class,
            description = "Measures, too, the network of averaged weights that snapshot average made of this run.")
    private Optional<Path> average = Optional.empty();

    @Option(
            names = "--probabilities",
            paramLabel = "FILE.npy",
            converter = OptionTypes.File.class,
            description = "Writes the members' outputs, float32 [members, examples, classes], and beside them the"
                    + " labels, int64 [examples], as FILE.labels.npy.")
    private Optional<Path> probabilities = Optional.empty();

    @Option(
            names = "--report",
            paramLabel = "DIR",
            converter = OptionTypes.File.class,
            description = "Writes the report there: HTML, JSON, Markdown and CSV.")
    private Optional<Path> report = Optional.empty();

    @Mixin
    private final PlotOptions plots = new PlotOptions();

    EvaluateCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        Optional<ProbabilityFiles> files =
                probabilities.map(path -> BadInputException.check("--probabilities", () -> new ProbabilityFiles(path)));
        files.ifPresent(this::requireWritable);
        report.ifPresent(this::requireReport);
        plots.require(Optional.of(folder));
        Notes notes = new Notes(streams);
        try (Ensemble ensemble = members.load(folder, notes::add)) {
            report.ifPresent(path -> requireReplaceable(path, ensemble.run()));
            files.ifPresent(asked -> asked.both()
                    .forEach(file -> OutputFile.requireNotTrainedOn("--probabilities", file, ensemble.run())));
            MeasuredData measured = measuredData(ensemble.run(), notes);
            LabelledData examples = measured.examples();
            BatchSource batches = RunReport.batches(examples, ensemble.run());
            EnsembleReport figures = measure(ensemble, averaged(ensemble.run()), measured, batches);
            files.ifPresent(written -> written.write(ensemble, examples, batches));
            print(figures);
            Optional<CascadeSpeed> speed =
                    ensemble.combiner().cascadeRule().map(rule -> CascadeSpeed.measure(ensemble, rule, batches));
            if (speed.isPresent()) {
                streams.results(out -> out.println(speed.get().line()));
            }
            if (files.isPresent()) {
                ProbabilityFiles written = files.get();
                streams.results(out -> out.println("Probabilities: " + written.outputs() + ", " + written.labels()));
            }
        }
        notes.print();
        return ExitStatus.DONE;
    }

    private void requireReport(Path path) {
        OutputFile.requireReportFolder("--report", path, folder);
        OutputFile.requireFolderPlace("--report", path);
        if (data.isPresent()) {
            for (Path file : new ReportFolder(path).files()) {
                OutputFile.requireNotRead("--report", file, data.get());
            }
        }
    }

    /** A report is made anew where one is; other files of its names are a person's own. */
    private static void requireReplaceable(Path path, Run run) {
        ReportFolder there = new ReportFolder(path);
        there.files().forEach(file -> OutputFile.requireNotTrainedOn("--report", file, run));
        if (!run.files().isReport(path) && !there.holdsReport()) {
            OutputFile.requireNone("--report", there.files());
        }
    }

    private void requireWritable(ProbabilityFiles files) {
        for (Path file : files.both()) {
            OutputFile.requirePlace("--probabilities", file);
            OutputFile.requireNotOfRun("--probabilities", file, folder);
            data.ifPresent(read -> OutputFile.requireNotRead("--probabilities", file, read));
        }
    }

    /** A member's network with the weights of {@code --average}. */
    private Optional<Model> averaged(Run run) {
        return average.map(file -> {
            TrainedWeights weights = InitialWeights.read("--average", file);
            Model network = run.restore(run.snapshots().get(0)).model();
            BadInputException.require("--average", () -> weights.copyTo(network));
            return network;
        });
    }

    private EnsembleReport measure(
            Ensemble ensemble, Optional<Model> averaged, MeasuredData measured, BatchSource batches) {
        try {
            return RunReport.measure(
                    ensemble,
                    new ValidationPart(ensemble.run()).forTemperatures(ensemble),
                    averaged,
                    measured,
                    batches);
        } catch (DL4JException | IllegalArgumentException e) {
            // Independent labels are never measured, whatever the data.
            boolean ofData = data.isPresent() && ensemble.outputKind(0) != OutputKind.MULTILABEL;
            String blamed = ofData
                    ? "--data: " + measured.description() + ": the run cannot be measured on it: "
                    : "--run: it cannot be measured on " + measured.description() + ": ";
            throw new BadInputException(blamed + e.getMessage(), e);
        }
    }

    private MeasuredData measuredData(Run run, Notes notes) {
        if (data.isEmpty()) {
            return MeasuredData.testPart(testPart(run, "--run", "name labeled data with --data"));
        }
        DataSource source = data.get().testData().orElse(data.get());
        Optional<DataRecord> trained = run.manifest().data();
        LabelledData loaded = BadInputException.read(
                "--data",
                () -> trained.isPresent() ? source.loadLike(trained.get().description(), notes::add) : source.load());
        return MeasuredData.named(loaded, run);
    }

    /**
     * The part of a run's data that chose nothing.
     *
     * @param where what the person named the run with
     * @param otherwise what she can do where it is no longer there
     * @throws BadInputException if it cannot be had
     */
    static LabelledData testPart(Run run, String where, String otherwise) {
        try {
            return RecordedData.testPart(run);
        } catch (IllegalArgumentException | IOException e) {
            throw new BadInputException(where + ": " + e.getMessage() + lookedFor(run) + otherwise, e);
        }
    }

    /** A path that the run recorded as it was given may start from another folder than this one. */
    private static String lookedFor(Run run) {
        return run.manifest()
                .data()
                .map(record ->
                        record.test().map(DataRecord.SourceRecord::source).orElse(record.source()))
                .map(source -> source.replaceFirst("^[a-z]+:", "").replaceFirst("\\?.*$", ""))
                .filter(place -> !Path.of(place).isAbsolute())
                .map(place -> "; looked for " + Path.of(place).toAbsolutePath()
                        + ": evaluate in the folder where the run was trained, or ")
                .orElse("; ");
    }

    private void print(EnsembleReport measured) throws IOException {
        Optional<ReportFolder> written = report.map(ReportFolder::new);
        written.ifPresent(reportFolder -> OutputFile.write(() -> reportFolder.write(measured)));
        plots.write(measured, Path.of(""));
        streams.results(out -> {
            new TextRenderer().render(measured, out);
            if (written.isPresent() || plots.folder().isPresent()) {
                out.println();
            }
            written.ifPresent(reportFolder -> out.println("Report: " + reportFolder.page()));
            plots.folder().ifPresent(pictures -> out.println("Plots:  " + pictures));
        });
    }
}
