package org.snapshotensemble.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.evaluation.crossval.CrossValidation;
import org.snapshotensemble.evaluation.crossval.CrossValidationResult;
import org.snapshotensemble.evaluation.crossval.FoldFailedException;
import org.snapshotensemble.evaluation.crossval.FoldFolders;
import org.snapshotensemble.evaluation.render.CrossValidationFolder;
import org.snapshotensemble.evaluation.render.CrossValidationText;
import org.snapshotensemble.files.IoFailure;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.TrainingDivergedException;
import org.snapshotensemble.train.RunObserver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Trains and measures the same network on each of several folds. */
@Command(
        name = "cross-validate",
        description =
                "Cuts the data in folds, trains the same network once for each on the other folds, keeps a snapshot of"
                        + " each cycle, and measures each fold's ensemble on the fold. Ends with the figures of each fold and over"
                        + " all of them.",
        footer = {
            "",
            "Example:",
            "  snapshot cross-validate --data \"csv:flowers.csv?label=species\" \\",
            "      --folds 5 --run runs/flowers-folds"
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class CrossValidateCommand implements Callable<Integer> {

    private static final Path RUNS = Path.of("runs");

    private final Streams streams;

    @Mixin
    private final CrossValidateOptions options = new CrossValidateOptions();

    @Option(
            names = "--run",
            paramLabel = "DIR",
            converter = OptionTypes.File.class,
            description =
                    "The folder of the folds' runs and the report, new or empty, unless --resume is given. Default:"
                            + " a new one under runs/.")
    private Optional<Path> run = Optional.empty();

    @Option(
            names = "--resume",
            description =
                    "Goes on with the folds in --run from where they were broken off, to the same figures as if they"
                            + " never had been: finished ones are only measured, others begin. The other options must be those"
                            + " they were started with. Not with --continue.")
    private boolean resume;

    @Mixin
    private final ProgressOptions progress = new ProgressOptions();

    CrossValidateCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        ProgressKind kind = progress.kind();
        options.requireNoContradiction();
        requireFolder();
        LabelledData data = options.load();
        Notes notes = new Notes(streams);
        if (kind == ProgressKind.NONE) {
            notes.silence();
        }
        if (options.leavesTestData()) {
            notes.add(options.dataText() + ": its test data are not used");
        }
        CrossValidation crossValidation = options.crossValidation(data).observe(fold -> observer(kind, fold));
        if (resume) {
            crossValidation.resume();
        }
        Path folder = run.map(RunNaming::existingOrNew)
                .orElseGet(() -> new RunNaming(RUNS, Clock.system(ZoneId.systemDefault()))
                        .newFolder(options.dataName(), options.modelName()));
        notes.print();
        // Folds that continue each other cannot be gone on with, so there is nothing to save.
        Optional<CrossValidationResult> trained = options.continues()
                ? Optional.of(train(crossValidation, data, folder))
                : trainUnlessStopped(crossValidation, data, folder);
        if (trained.isEmpty()) {
            return ExitStatus.DONE; // the signal decides of the status
        }
        CrossValidationResult result = trained.get();
        CrossValidationFolder written = new CrossValidationFolder(folder);
        OutputFile.write(() -> written.write(data, result));
        if (kind == ProgressKind.EVENTS) {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("run", folder.toString());
            node.put("report", written.json().toString());
            node.put("predictions", written.predictions().toString());
            ProgressKind.events(streams).print("folds_report", node);
            return ExitStatus.DONE;
        }
        streams.results(out -> {
            new CrossValidationText().render(result.report(), out);
            out.println();
            out.println("Runs:        " + folder);
            out.println("Report:      " + written.page());
            out.println("Predictions: " + written.predictions());
        });
        return ExitStatus.DONE;
    }

    private Optional<CrossValidationResult> trainUnlessStopped(
            CrossValidation crossValidation, LabelledData data, Path folder) {
        try (StopOnSignal signal = StopOnSignal.watch(streams.errWriter(), folder)) {
            crossValidation.observe(fold -> signal).stopWhen(signal::asked);
            try {
                return Optional.of(train(crossValidation, data, folder));
            } catch (BadInputException e) {
                if (signal.asked()) {
                    return Optional.empty();
                }
                throw e;
            }
        }
    }

    /** Of several folds at once each has lines of its own: one block cannot show them all. */
    private RunObserver observer(ProgressKind kind, int fold) {
        String name = "fold " + (fold + 1) + " of " + options.folds();
        return kind == ProgressKind.SHOWN && options.parallelism() > 1
                ? ProgressKind.lines(streams, name)
                : kind.observer(streams, name, options.seed());
    }

    private static CrossValidationResult train(CrossValidation crossValidation, LabelledData data, Path folder) {
        try {
            return crossValidation.run(data, folder);
        } catch (FoldFailedException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RunException unwritten && OutputFile.isOfTheDisk(unwritten)) {
                throw new CommandFailedException(e.getMessage(), e);
            }
            if (cause instanceof RunException
                    || cause instanceof TrainingDivergedException
                    || cause instanceof IllegalArgumentException) {
                throw new BadInputException(String.valueOf(e.getMessage()), e);
            }
            throw e;
        }
    }

    private void requireFolder() {
        if (!resume) {
            run.ifPresent(CrossValidateCommand::requireEmpty);
        } else if (run.isEmpty()) {
            throw new BadInputException("--resume: needs --run, the folder of the folds to go on with");
        } else if (options.continues()) {
            throw new BadInputException("--resume: folds that --continue each other cannot be gone on with");
        } else if (!Run.isIn(new FoldFolders(run.get()).run(0))) {
            OutputFile.requireNone("--run", new CrossValidationFolder(run.get()).files());
        }
    }

    private static void requireEmpty(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            List<Path> all = ImmutableList.copyOf(entries);
            if (all.stream().anyMatch(Run::isIn)) {
                throw new BadInputException(
                        "--run: " + folder
                                + ": holds folds of a cross-validation; go on with them with --resume, or choose another folder");
            }
            if (!all.isEmpty()) {
                throw new BadInputException("--run: " + folder + ": must be new or empty, holds "
                        + all.get(0).getFileName());
            }
        } catch (IOException e) {
            throw new BadInputException("--run: " + folder + ": cannot be read: " + IoFailure.describe(e), e);
        }
    }
}
