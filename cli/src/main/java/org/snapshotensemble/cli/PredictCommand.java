package org.snapshotensemble.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.FeatureBatches;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.snapshot.RunException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Predicts new rows and images. */
@Command(
        name = "predict",
        description = "Predicts with the ensemble of a run, and writes CSV: a row's number from 0, an image's file, its"
                + " class, each class's probability, and the spread, which is the standard deviation between the"
                + " members of that class's probability; for regression the value and its spread. Nothing is written"
                + " when a row or an image is bad, or too far from the training's for the network.",
        footer = {
            "",
            "Examples:",
            "  snapshot predict --run runs/mine --data csv:new.csv --keep id \\",
            "    --out predicted.csv",
            "  snapshot predict --run runs/photos --data images:new-photos",
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class PredictCommand implements Callable<Integer> {

    private static final String STANDARD_INPUT = "-";

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
            defaultValue = STANDARD_INPUT,
            description = {
                "What to predict, with labels or without:",
                "csv:FILE, with the run's columns in any order;",
                "- for CSV from standard input, \"-?header=false\"",
                "  without names;",
                "images:DIR, resized as in the run, beside each other",
                "  or a folder a class; images:FILE, one of them;",
                "idx:FILE, or idx:DIR with its t10k images;",
                "digits.",
                "Default: ${DEFAULT-VALUE}."
            })
    @SuppressWarnings("NullAway.Init")
    private String data;

    @Option(
            names = "--out",
            paramLabel = "FILE.csv",
            converter = OptionTypes.File.class,
            description = "Writes there, whole or not at all. Default: standard output.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--keep",
            paramLabel = "COLUMN",
            split = ",",
            description =
                    "A column of the table that is written beside its prediction, such as an id; several are parted by"
                            + " commas.")
    private List<String> kept = new ArrayList<>();

    @Mixin
    private final MemberOptions members = new MemberOptions();

    PredictCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        Notes notes = new Notes(streams);
        DataSource source = BadInputException.check("--data", this::source);
        if (out.isPresent()) {
            OutputFile.requirePlace("--out", out.get());
            OutputFile.requireNotOfRun("--out", out.get(), folder);
            if (isStream()) {
                OutputFile.requireNotStandardInput("--out", out.get());
            } else {
                OutputFile.requireNotRead("--out", out.get(), source);
            }
        }
        try (Ensemble loaded = members.load(folder, notes::add)) {
            DataRecord trained = trained(loaded);
            out.ifPresent(file -> OutputFile.requireNotTrainedOn("--out", file, loaded.run()));
            PredictionColumns columns =
                    BadInputException.check("--run", () -> PredictionColumns.of(loaded.outputKind(0), trained));
            PredictionFile file = new PredictionFile(loaded, columns);
            try (FeatureBatches batches = BadInputException.read(
                    "--data", () -> source.features(trained.description(), RunReport.BATCH_SIZE, notes::add))) {
                if (out.isPresent()) {
                    file.write(batches, out.get());
                } else {
                    file.print(batches, streams);
                }
                notes.print();
            }
        }
        return ExitStatus.DONE;
    }

    private DataSource source() {
        DataSource named = dataSource();
        return kept.isEmpty() ? named : BadInputException.check("--keep", () -> named.keeping(kept));
    }

    private DataSource dataSource() {
        if (isStream()) {
            return DataSource.ofStream(data, streams.in());
        }
        DataSource named = DataSource.parse(data);
        return named.testData().orElse(named);
    }

    private boolean isStream() {
        return data.equals(STANDARD_INPUT) || data.startsWith(STANDARD_INPUT + "?");
    }

    private static DataRecord trained(Ensemble ensemble) {
        Path manifest = ensemble.run().files().manifest();
        return ensemble.run()
                .manifest()
                .data()
                .orElseThrow(() -> new RunException(
                        manifest, manifest + ": the run did not record its data, so its columns are not known"));
    }
}
