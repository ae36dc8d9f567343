package org.snapshotensemble.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.deeplearning4j.exception.DL4JException;
import org.snapshotensemble.averaging.Averaged;
import org.snapshotensemble.averaging.AveragingData;
import org.snapshotensemble.averaging.MemberFigures;
import org.snapshotensemble.averaging.OtherFigures;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataParts;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.ensemble.MemberSelection;
import org.snapshotensemble.evaluation.render.AverageText;
import org.snapshotensemble.snapshot.RecordedData;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.TrainingRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Makes one network of a run's snapshots. */
@Command(
        name = "average",
        description =
                "Averages the weights of a run's snapshots into one network, as fast as one of them, and writes it"
                        + " as Deeplearning4j's own model zip, unless it is worse than the best snapshot on the run's validation"
                        + " part. The test part is measured and chooses nothing.",
        footer = {"", "Example:", "  snapshot average --run runs/mine --method soup --out soup.zip"},
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class AverageCommand implements Callable<Integer> {

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
            names = "--method",
            paramLabel = "swa|soup",
            converter = Method.class,
            completionCandidates = Candidates.Methods.class,
            description = "swa averages all members (stochastic weight averaging); soup takes them from the best to the"
                    + " worst and keeps each with which validation gets no worse. Default: swa.")
    private AverageMethod method = AverageMethod.SWA;

    @Option(
            names = "--members",
            paramLabel = "MEMBERS",
            converter = OptionTypes.Members.class,
            description = {
                "Which snapshots take part, at least two: all, last:K,",
                "best:K, or ID,ID,… such as cycle-0002,cycle-0005.",
                "Default: all."
            })
    private MemberSelection members = MemberSelection.all();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE.zip",
            converter = OptionTypes.File.class,
            description = "The file to write.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--keep-worse",
            description = "Writes the file even if the network is worse than the best snapshot.")
    private boolean keepWorse;

    AverageCommand(Streams streams) {
        this.streams = streams;
    }

    /** A method's name. */
    static final class Method implements ITypeConverter<AverageMethod> {
        @Override
        public AverageMethod convert(String text) {
            try {
                return AverageMethod.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    public Integer call() throws IOException {
        OutputFile.requirePlace("--out", file);
        OutputFile.requireNotOfRun("--out", file, folder);
        Run run = Run.open(folder);
        OutputFile.requireNotTrainedOn("--out", file, run);
        DataParts parts = BadInputException.read("--run", () -> RecordedData.parts(run));
        Scaling scaling = run.manifest().scaling().orElseGet(Scaling::none);
        LabelledData choosing = parts.validation()
                .orElseThrow(() -> new BadInputException("--run: " + folder + " has no validation part, by which an"
                        + " average is compared with its members; train with --validation above 0"));
        AveragingData data =
                AveragingData.validatedOn(inOrder(choosing, scaling)).trainedOn(training(run, parts, scaling));
        Averaged averaged = BadInputException.check("--members", () -> average(run, data));
        OtherFigures test = averaged.measureOn(inOrder(parts.test(), scaling));
        boolean written = keepWorse || !averaged.isWorse();
        if (written) {
            write(averaged);
        }
        streams.results(out -> {
            out.print("Weights of " + averaged.members().size() + " members, compared on " + choosing.size()
                    + " validation examples; " + parts.test().size() + " test examples choose nothing.\n\n");
            new AverageText(out).print(method.title(), averaged, test);
            out.print("\n" + verdict(averaged) + "\n" + (written ? "Written: " + file + "\n" : ""));
        });
        if (!written) {
            throw new BadInputException("--out: nothing was written, as the average is worse than the best member;"
                    + " --keep-worse writes it all the same");
        }
        return ExitStatus.DONE;
    }

    private Averaged average(Run run, AveragingData data) {
        try {
            return method.average(run, members, data);
        } catch (DL4JException e) {
            throw new BadInputException("--run: its network cannot be measured on its data: " + e.getMessage(), e);
        }
    }

    private static BatchSource inOrder(LabelledData part, Scaling scaling) {
        return BatchSource.inOrder(part, scaling, RunReport.BATCH_SIZE);
    }

    /** The batches of the run's first epoch: batch norm's statistics depend on what is in a batch together. */
    private static BatchSource training(Run run, DataParts parts, Scaling scaling) {
        int batchSize = run.manifest().training().map(TrainingRecord::batchSize).orElse(RunReport.BATCH_SIZE);
        return BatchSource.shuffled(
                parts.train(), scaling, batchSize, run.manifest().seed());
    }

    private String verdict(Averaged averaged) {
        MemberFigures best = averaged.bestMember();
        String name = best.snapshot().id();
        if (averaged.isWorse()) {
            return "On validation data the average is worse than " + name + ", its best member: use that.";
        }
        if (averaged.members().stream().filter(MemberFigures::averaged).count() == 1) {
            return "The soup is " + name + " alone: with each other member it got worse.";
        }
        return averaged.validation().betterThan(best.validation())
                ? "On validation data it is better than " + name + ", the best member."
                : "On validation data it is as good as " + name + ", the best member.";
    }

    private void write(Averaged averaged) {
        try {
            averaged.saveThoughWorseTo(file);
        } catch (IOException e) {
            throw OutputFile.unwritable("--out: " + file, e);
        }
    }
}
