package org.snapshotensemble.benchmarks;

import static org.snapshotensemble.benchmarks.result.Better.HIGHER;
import static org.snapshotensemble.benchmarks.result.Better.LOWER;
import static org.snapshotensemble.benchmarks.result.Contender.PROJECT;
import static org.snapshotensemble.benchmarks.result.Contender.PYTORCH;
import static org.snapshotensemble.benchmarks.result.Contender.SHIPPED;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.snapshotensemble.benchmarks.result.Contender;
import org.snapshotensemble.benchmarks.result.Quantity;

/** The cases. */
final class Suite {

    private static final String EXAMPLES_PER_SECOND = "examplesPerSecond";
    private static final Quantity TRAINING = new Quantity("training", EXAMPLES_PER_SECOND, "examples/s", HIGHER);
    private static final Quantity PLAIN_TRAINING =
            new Quantity("training in a JVM without settings", EXAMPLES_PER_SECOND, "examples/s", HIGHER);
    private static final Quantity PEAK = new Quantity("peak resident memory", "peakMegabytes", "MB", LOWER);
    private static final int BATCH = 128;
    /** Of what takes long and is far from close. */
    private static final int FEWER_ROUNDS = 2;

    private static final int PREDICTION_MILLIS = 1000;

    private Suite() {}

    /** All cases, in the order in which they run. */
    static List<BenchmarkCase> cases() {
        return List.of(
                training("cnn", "the CNN with 206,922 parameters", 25_600, 3, 1280),
                training("resnet", "the ResNet of 8 layers with 78,426 parameters", 6400, 3, 384),
                prediction("cnn"),
                prediction("resnet"),
                ensemblePrediction(),
                members(),
                overhead(),
                firstPrediction(),
                memory(),
                schedule(),
                combiner());
    }

    /** What runs once, before all others, and makes the files that they need. */
    static BenchmarkCase preparation() {
        return new BenchmarkCase(
                "preparation",
                "Configurations, a run, and the peer's members.",
                List.of(
                        new Program(PROJECT, Surroundings.PROJECT_JVM, "prepare", Map.of(), List.of()),
                        new Program(PYTORCH, Surroundings.PYTHON, "prepare", Map.of(), List.of())));
    }

    private static BenchmarkCase training(String network, String words, int examples, int epochs, int shippedExamples) {
        Map<String, String> arguments = training(network, examples, epochs);
        List<Quantity> quantities = List.of(TRAINING, PEAK);
        return new BenchmarkCase(
                network + "-training",
                "Training " + words + " on 28 x 28 images in batches of " + BATCH + ": " + (epochs - 1)
                        + " whole epochs of " + String.format(Locale.ROOT, "%,d", examples)
                        + " images after one that warms up. This project by `SnapshotTrainer`, as `snapshot train` does,"
                        + " its snapshot included; Deeplearning4j by its own `fit`, an epoch after one, of "
                        + String.format(Locale.ROOT, "%,d", shippedExamples) + ".",
                List.of(
                        new Program(PROJECT, Surroundings.PROJECT_JVM, "training", arguments, quantities),
                        new Program(PYTORCH, Surroundings.PYTHON, "training", arguments, quantities),
                        new Program(PROJECT, Surroundings.PLAIN_JVM, "training", arguments, List.of(PLAIN_TRAINING))
                                .atMost(FEWER_ROUNDS),
                        new Program(
                                SHIPPED,
                                Surroundings.SHIPPED_JVM,
                                "shipped-training",
                                training(network, shippedExamples, 2),
                                // Its memory would be that of fewer images.
                                List.of(TRAINING),
                                FEWER_ROUNDS)));
    }

    private static Map<String, String> training(String network, int examples, int epochs) {
        return Map.of("network", network, "examples", "" + examples, "batch", "" + BATCH, "epochs", "" + epochs);
    }

    private static BenchmarkCase prediction(String network) {
        Quantity quantity = new Quantity("batch 1000", EXAMPLES_PER_SECOND, "examples/s", HIGHER);
        return new BenchmarkCase(
                network + "-prediction",
                "One model's prediction, one caller, 1,000 examples a call.",
                sideBySide(network, 1, 1000, List.of(quantity)));
    }

    private static BenchmarkCase ensemblePrediction() {
        return new BenchmarkCase(
                "ensemble-prediction",
                "An ensemble of five of the CNN, one caller: this project's `Ensemble.predict` against five PyTorch"
                        + " modules in turn and the mean of their probabilities. Of batch 1 it is the median call.",
                Stream.of(
                                sideBySide("cnn", 5, 1, List.of(new Quantity("batch 1", "medianMillis", "ms", LOWER))),
                                sideBySide("cnn", 5, 32, throughput("batch 32")),
                                sideBySide("cnn", 5, 1000, throughput("batch 1000")))
                        .flatMap(List::stream)
                        .toList());
    }

    private static List<Quantity> throughput(String name) {
        return List.of(new Quantity(name, EXAMPLES_PER_SECOND, "examples/s", HIGHER));
    }

    private static List<Program> sideBySide(String network, int members, int batch, List<Quantity> quantities) {
        return List.of(
                new Program(
                        PROJECT,
                        Surroundings.PROJECT_JVM,
                        "prediction",
                        predicting(network, members, batch),
                        quantities),
                new Program(
                        PYTORCH, Surroundings.PYTHON, "prediction", predicting(network, members, batch), quantities));
    }

    private static Map<String, String> predicting(String network, int members, int batch) {
        return with(run(network), "members", "" + members, "batch", "" + batch, "millis", "" + PREDICTION_MILLIS);
    }

    private static BenchmarkCase members() {
        String key = "memberExamplesPerSecond";
        return new BenchmarkCase(
                "members",
                "What the cores are worth: examples a second times members, 1,000 examples a call. The process with one"
                        + " thread believes that the machine has one core.",
                List.of(
                        new Program(
                                PROJECT,
                                Surroundings.PROJECT_JVM,
                                "prediction",
                                predicting("cnn", 5, 1000),
                                List.of(new Quantity("5 members, all cores", key, "member examples/s", HIGHER))),
                        new Program(
                                PROJECT,
                                Surroundings.ONE_CORE_JVM,
                                "prediction",
                                predicting("cnn", 1, 1000),
                                List.of(new Quantity("1 member, one thread", key, "member examples/s", HIGHER)))));
    }

    private static BenchmarkCase overhead() {
        return new BenchmarkCase(
                "overhead",
                "What the CNN's training pays for schedule, listener and saving. The shares are those of a training with"
                        + " a snapshot every 100 iterations of 128 images.",
                List.of(new Program(
                                PROJECT,
                                Surroundings.PROJECT_JVM,
                                "overhead",
                                Map.of(),
                                List.of(
                                        new Quantity("schedule, an iteration", "rateNanos", "ns", LOWER),
                                        new Quantity(
                                                "listener of `SnapshotTrainer`, an iteration",
                                                "trainerListenerMicros",
                                                "µs",
                                                LOWER),
                                        new Quantity("listener in `fit`, an iteration", "listenerMicros", "µs", LOWER),
                                        new Quantity(
                                                "snapshot, by the listener in `fit`",
                                                "listenerSnapshotMillis",
                                                "ms",
                                                LOWER),
                                        new Quantity(
                                                "snapshot, by `SnapshotTrainer`", "trainerSnapshotMillis", "ms", LOWER),
                                        new Quantity("iteration of `SnapshotTrainer`", "iterationMillis", "ms", LOWER),
                                        new Quantity("share in `SnapshotTrainer`", "trainerSharePercent", "%", LOWER),
                                        new Quantity("share in `fit`", "listenerSharePercent", "%", LOWER)))
                        .atMost(FEWER_ROUNDS)));
    }

    private static BenchmarkCase firstPrediction() {
        Quantity quantity = new Quantity("start to first prediction", "seconds", "s", LOWER);
        return new BenchmarkCase(
                "first-prediction",
                "From the launch of a process to the first answer of the ensemble of five, loaded from the disk.",
                List.of(
                        new Program(
                                PROJECT, Surroundings.PROJECT_JVM, "first-prediction", run("cnn"), List.of(quantity)),
                        new Program(PYTORCH, Surroundings.PYTHON, "first-prediction", run("cnn"), List.of(quantity))));
    }

    private static BenchmarkCase memory() {
        return new BenchmarkCase(
                "memory",
                "What the process of an ensemble of five of the CNN holds at most: 100 and 1,000 times as many examples in calls of"
                        + " 500, then in one call. Of one call its features and answers, which are the caller's, are"
                        + " taken off.",
                List.of(
                        memory(PROJECT, 500, 500, "500 examples", "peakMegabytes"),
                        memory(PROJECT, 50_000, 500, "50,000 examples", "peakMegabytes"),
                        memory(PROJECT, 500_000, 500, "500,000 examples", "peakMegabytes"),
                        memory(PROJECT, 200, 200, "one call of 200", "beyondArraysMegabytes"),
                        memory(PROJECT, 20_000, 20_000, "one call of 20,000", "beyondArraysMegabytes"),
                        memory(PYTORCH, 500, 500, "500 examples", "peakMegabytes"),
                        memory(PYTORCH, 50_000, 500, "50,000 examples", "peakMegabytes"),
                        memory(PYTORCH, 200, 200, "one call of 200", "beyondArraysMegabytes"),
                        memory(PYTORCH, 20_000, 20_000, "one call of 20,000", "beyondArraysMegabytes")));
    }

    private static Program memory(Contender contender, int examples, int perCall, String name, String key) {
        return new Program(
                        contender,
                        contender == PROJECT ? Surroundings.PROJECT_JVM : Surroundings.PYTHON,
                        "prediction-memory",
                        with(run("cnn"), "examples", "" + examples, "perCall", "" + perCall),
                        List.of(new Quantity(name, key, "MB", LOWER)))
                .atMost(1);
    }

    private static BenchmarkCase schedule() {
        List<Quantity> quantities = Stream.of(
                        "snapshot_cosine", "cosine_restarts", "triangular", "exp_range", "one_cycle")
                .flatMap(policy -> Stream.of(
                        new Quantity(policy, "nanosPerCall." + policy, "ns", LOWER),
                        new Quantity(policy + ", allocated", "bytesPerCall." + policy, "B", LOWER)))
                .toList();
        return micro("schedule", "One rate of a schedule, by JMH.", "ScheduleBenchmark", quantities);
    }

    private static BenchmarkCase combiner() {
        return micro(
                "combiner",
                "The mean of `[5, 1000, 10]`, by JMH.",
                "CombinerBenchmark",
                List.of(new Quantity("mean", "microsPerCall", "µs", LOWER)));
    }

    /** JMH has rounds of its own. */
    private static BenchmarkCase micro(String name, String title, String include, List<Quantity> quantities) {
        return new BenchmarkCase(
                name,
                title,
                List.of(new Program(PROJECT, Surroundings.PROJECT_JVM, "micro", Map.of("include", include), quantities)
                        .atMost(1)));
    }

    /** The prepared run of a network; its folder is in the work folder, in which the processes run. */
    private static Map<String, String> run(String network) {
        return Map.of("network", network, "run", network + "-run");
    }

    private static Map<String, String> with(Map<String, String> arguments, String... more) {
        Map<String, String> all = new HashMap<>(arguments);
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }
}
