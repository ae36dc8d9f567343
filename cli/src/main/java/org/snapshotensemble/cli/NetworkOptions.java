package org.snapshotensemble.cli;

import java.util.Optional;
import org.snapshotensemble.data.Augmentation;
import org.snapshotensemble.model.Architecture;
import picocli.CommandLine.Option;

/** The options of a network, and of how it goes over its data. */
final class NetworkOptions {

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            converter = OptionTypes.Model.class,
            completionCandidates = Candidates.Models.class,
            defaultValue = "mlp",
            description =
                    "The network: mlp; cnn, resnet, resnet14 or resnet20 for images; FILE.json, which is Deeplearning4j's"
                            + " own JSON of either network class, and whose learning rates the schedule replaces. Default:"
                            + " ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private Architecture model;

    @Option(
            names = "--weight-decay",
            paramLabel = "X",
            converter = OptionTypes.Decay.class,
            description =
                    "Adds X times each weight to its gradient, such as 0.0005; the learning rate multiplies it. Biases and"
                            + " batch norm do not decay. Default: 0, or a file's own.")
    private Optional<Double> weightDecay = Optional.empty();

    @Option(
            names = "--batch",
            paramLabel = "B",
            converter = OptionTypes.Positive.class,
            defaultValue = "32",
            description = "Examples in a batch. Default: ${DEFAULT-VALUE}.")
    private int batchSize;

    @Option(
            names = "--augment",
            paramLabel = "HOW",
            converter = OptionTypes.Augment.class,
            description =
                    "Changes images at random each time they are trained on: crop=PIXELS moves them by up to so many,"
                            + " flip exchanges left and right, cutout=PIXELS hides a square; joined by commas, such as"
                            + " crop=2,flip. Default: nothing is changed.")
    private Augmentation augmentation = Augmentation.none();

    @Option(
            names = "--seed",
            paramLabel = "S",
            converter = OptionTypes.Seed.class,
            defaultValue = "1",
            description = "The seed of split or folds, weights, dropout, batches and augmentation. Default:"
                    + " ${DEFAULT-VALUE}.")
    private long seed;

    /** The kind of network, with the decay of its weights. */
    Architecture model() {
        return weightDecay.map(model::withWeightDecay).orElse(model);
    }

    /** Examples in a batch. */
    int batchSize() {
        return batchSize;
    }

    /** What is done to the images that are trained on. */
    Augmentation augmentation() {
        return augmentation;
    }

    /** The seed, or the first of several. */
    long seed() {
        return seed;
    }
}
