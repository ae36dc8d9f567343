package org.snapshotensemble.cli;

import java.util.Optional;
import java.util.function.Consumer;
import org.snapshotensemble.data.DataNotes;
import org.snapshotensemble.data.DataParts;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.model.NetworkShape;
import org.snapshotensemble.snapshot.DataRecord.SplitRecord;
import org.snapshotensemble.snapshot.TrainedWeights;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of all that trains a network on data: what it is fed with, and what it is. */
final class JobOptions {

    private static final double DEFAULT_TEST_FRACTION = 0.2;

    @Option(
            names = "--data",
            paramLabel = "DATA",
            converter = OptionTypes.Data.class,
            completionCandidates = Candidates.Data.class,
            defaultValue = "digits",
            description = {
                "Labeled data:",
                "digits, which come with the command;",
                "csv:FILE, rows of numbers, the label in the last",
                "  column, or with options, in quotes, such as",
                "  \"csv:FILE?label=COLUMN&ignore=COLUMN,COLUMN\",",
                "  \"csv:FILE?header=false&task=regression\";",
                "idx:DIR, the four MNIST-named IDX files, whose",
                "  t10k files are the test data;",
                "images:DIR, a folder a class with PNG and JPEG",
                "  images, or resized, \"images:DIR?size=32x48\".",
                "Default: ${DEFAULT-VALUE}."
            })
    @SuppressWarnings("NullAway.Init")
    private DataSource data;

    @Option(
            names = "--test",
            paramLabel = "DATA",
            converter = OptionTypes.Data.class,
            completionCandidates = Candidates.Data.class,
            description = "Test data of their own, named as --data, with its columns in any order; excludes"
                    + " --test-fraction.")
    private Optional<DataSource> test = Optional.empty();

    @Option(
            names = "--test-fraction",
            paramLabel = "F",
            converter = OptionTypes.Share.class,
            description = "The share of the data that is set aside for the report and chooses nothing. Default: 0.2.")
    private Optional<Double> testFraction = Optional.empty();

    @Option(
            names = "--validation",
            paramLabel = "F",
            converter = OptionTypes.ShareOrNone.class,
            defaultValue = "0.1",
            description = "The share of the rest that chooses the best single model; 0 for none. Default:"
                    + " ${DEFAULT-VALUE}.")
    private double validationFraction;

    @Mixin
    private final NetworkOptions network = new NetworkOptions();

    @Option(
            names = "--workers",
            paramLabel = "N",
            converter = OptionTypes.Positive.class,
            description =
                    "Parts of a batch that are computed side by side. The same number gives the same weights to the"
                            + " bit, another one to rounding; with dropout and the like, or batch norm, others altogether. Default:"
                            + " the cores, and 1 for small networks.")
    private Optional<Integer> workers = Optional.empty();

    /** The seed, or the first of several. */
    long seed() {
        return network.seed();
    }

    /** A short name of the data. */
    String dataName() {
        return data.shortName();
    }

    /**
     * Reads and splits the data.
     *
     * @param epochs passes over the training part
     * @param initial the weights to start from, where they are not drawn
     * @param note is told what of the data is not used
     * @throws BadInputException if the options contradict each other, or the data cannot be had or split so
     */
    TrainingJob job(int epochs, Optional<TrainedWeights> initial, Consumer<String> note) {
        BadInputException.requireNotBoth("--test", test, "--test-fraction", testFraction);
        Optional<DataSource> tested = testSource();
        SplitRecord split = new SplitRecord(
                tested.isPresent() ? 0 : testFraction.orElse(DEFAULT_TEST_FRACTION),
                validationFraction,
                network.seed());
        LabelledData all = BadInputException.read("--data", data::load);
        DataParts parts = tested.isPresent()
                ? withTest(all, tested.get(), note)
                : BadInputException.check(
                        "--data " + data.text(),
                        () -> DataParts.split(all, split.testFraction(), validationFraction, network.seed()));
        DataNotes.of(parts, tested.isPresent()).forEach(note);
        BadInputException.require("--model", () -> network.model().check(NetworkShape.of(parts.train())));
        Scaling scaling = BadInputException.check(
                "--data", () -> Scaling.fit(featureKind(parts.train()), targetKind(parts.train()), parts.train()));
        BadInputException.require(
                "--augment",
                () -> network.augmentation().requireFor(parts.train().description()));
        return BadInputException.check(
                "--epochs",
                () -> new TrainingJob(
                        parts,
                        scaling,
                        split,
                        network.model(),
                        epochs,
                        network.batchSize(),
                        network.augmentation(),
                        network.seed(),
                        workers,
                        initial));
    }

    /** Pixels have one scale, columns have each their own. */
    private static Preprocessing.Kind featureKind(LabelledData train) {
        return train.description().imageSize().isPresent() ? Preprocessing.Kind.RANGE : Preprocessing.Kind.STANDARDIZE;
    }

    /** Prices in the thousands would make a training diverge at a rate that suits everything else. */
    private Preprocessing.Kind targetKind(LabelledData train) {
        return network.model().takesScaledTargets(NetworkShape.of(train))
                ? Preprocessing.Kind.STANDARDIZE
                : Preprocessing.Kind.NONE;
    }

    /** Where the test data come from, if not from the data: what {@code --test} names, or what comes with the data. */
    private Optional<DataSource> testSource() {
        if (test.isPresent()) {
            return test.map(named -> named.testData().orElse(named));
        }
        Optional<DataSource> own = data.testData();
        if (own.isPresent() && testFraction.isPresent()) {
            throw new BadInputException("--test-fraction: must not be given with " + data.text()
                    + ", which has test data of its own: " + own.get().text());
        }
        return own;
    }

    private DataParts withTest(LabelledData all, DataSource source, Consumer<String> note) {
        String option = test.isPresent() ? "--test" : "--data";
        LabelledData tested = BadInputException.read(option, () -> source.loadLike(all.description(), note));
        return BadInputException.check(
                option, () -> DataParts.withTest(all, tested, validationFraction, network.seed()));
    }
}
