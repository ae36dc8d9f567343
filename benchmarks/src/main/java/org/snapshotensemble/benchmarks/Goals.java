package org.snapshotensemble.benchmarks;

import static org.snapshotensemble.benchmarks.result.Better.HIGHER;
import static org.snapshotensemble.benchmarks.result.Better.LOWER;
import static org.snapshotensemble.benchmarks.result.Contender.PROJECT;
import static org.snapshotensemble.benchmarks.result.Contender.PYTORCH;
import static org.snapshotensemble.benchmarks.result.Contender.SHIPPED;

import java.util.List;
import org.snapshotensemble.benchmarks.result.Contender;
import org.snapshotensemble.benchmarks.result.Goal;
import org.snapshotensemble.benchmarks.result.Goal.Figure;

/** What shall be reached on two cores. */
final class Goals {

    /** A little more memory is still flat: the JVM's own heap has not grown to its size in a second. */
    private static final double FLAT = 1.1;

    private Goals() {}

    /** All goals. */
    static List<Goal> all() {
        return List.of(
                against("CNN training against PyTorch", "cnn-training", "training", PYTORCH, 1.4),
                against("ResNet training against PyTorch", "resnet-training", "training", PYTORCH, 1.0),
                against("CNN training against Deeplearning4j as shipped", "cnn-training", "training", SHIPPED, 10),
                against(
                        "ensemble prediction, batch 1000, against PyTorch",
                        "ensemble-prediction",
                        "batch 1000",
                        PYTORCH,
                        2.0),
                Goal.ratio(
                        "ensemble prediction, batch 1, latency against PyTorch's",
                        new Figure("ensemble-prediction", "batch 1", PROJECT),
                        new Figure("ensemble-prediction", "batch 1", PYTORCH),
                        LOWER,
                        1.0),
                Goal.ratio(
                        "5 members against 1 member on one thread, per member",
                        new Figure("members", "5 members, all cores", PROJECT),
                        new Figure("members", "1 member, one thread", PROJECT),
                        HIGHER,
                        1.7),
                Goal.number(
                        "schedule, listener and saving, percent of the training",
                        new Figure("overhead", "share in `SnapshotTrainer`", PROJECT),
                        LOWER,
                        1.0),
                flat("memory, 100 times as many examples", "50,000 examples", "500 examples"),
                flat("memory, 100 times as many in one call", "one call of 20,000", "one call of 200"));
    }

    private static Goal against(String words, String caseName, String quantity, Contender peer, double bound) {
        return Goal.ratio(
                words, new Figure(caseName, quantity, PROJECT), new Figure(caseName, quantity, peer), HIGHER, bound);
    }

    private static Goal flat(String words, String more, String less) {
        return Goal.ratio(words, new Figure("memory", more, PROJECT), new Figure("memory", less, PROJECT), LOWER, FLAT);
    }
}
