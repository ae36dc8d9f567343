package org.snapshotensemble.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.evaluation.crossval.CrossValidation;
import org.snapshotensemble.evaluation.crossval.CrossValidationResult;
import org.snapshotensemble.evaluation.crossval.FoldFolders;
import org.snapshotensemble.evaluation.crossval.FoldRun;
import org.snapshotensemble.snapshot.RunException;

/**
 * A {@link CrossValidation} whose folds are trained side by side on a cluster: one task a fold.
 *
 * <pre>{@code
 * CrossValidationResult result = SparkCrossValidation.of(
 *                 spark,
 *                 () -> CrossValidation.of(() -> newNetwork(), FoldSchedule.snapshotCosine(0.1, 5))
 *                         .folds(5)
 *                         .epochs(40))
 *         .run(data, Path.of("runs/folds"));
 * }</pre>
 *
 * <p>The data are sent to each executor once. A fold is trained there by the code that would train it here; its run comes
 * to this machine when it is finished, and all are measured here. On processors of the same kind, with the same versions, runs
 * and figures have the bits that {@link CrossValidation#run} gives.
 */
public final class SparkCrossValidation {

    private final JavaSparkContext spark;
    private final Recipe recipe;

    private SparkCrossValidation(JavaSparkContext spark, Recipe recipe) {
        this.spark = spark;
        this.recipe = recipe;
    }

    /** Makes a cross-validation with its settings, the same in each process; observers are told of the folds where they train. */
    @FunctionalInterface
    public interface Recipe extends Supplier<CrossValidation>, Serializable {}

    /**
     * Prepares a cross-validation.
     *
     * @param recipe is called here and in the executors; it is serialized, with whatever it refers to
     */
    public static SparkCrossValidation of(JavaSparkContext spark, Recipe recipe) {
        return new SparkCrossValidation(spark, recipe);
    }

    /**
     * Trains all folds, waits for them, and measures them. An executor that is lost costs the folds that it was training,
     * which begin again on another; those that are finished are here already.
     *
     * @param data raw examples
     * @param folder where the runs go, {@code fold-01} and so on
     * @throws IllegalStateException if the folds continue each other: they are trained one after another
     * @throws IllegalArgumentException if the data cannot be cut so, the schedule does not fit a fold, or the recipe's network
     *     has other weights each time
     * @throws RunException if there is a fold's run already; nothing has been trained then
     * @throws RemoteTrainingException if a fold fails, such as by a loss that is not finite; the others have gone on to their
     *     end
     */
    public CrossValidationResult run(LabelledData data, Path folder) {
        CrossValidation here = recipe.get();
        here.requireSeparateFolds();
        here.plan(data);
        FoldFolders folders = new FoldFolders(folder);
        List<RemoteRuns.Planned> planned = new ArrayList<>();
        Recipe sentRecipe = recipe;
        try (SparkData sent = SparkData.broadcast(spark, data)) {
            for (int fold = 0; fold < here.folds(); fold++) {
                int which = fold;
                planned.add(new RemoteRuns.Planned(
                        "fold " + (fold + 1) + " of " + here.folds(), folders.run(fold), scratch -> {
                            FoldRun trained = sentRecipe.get().trainFold(sent.value(), which, scratch);
                            return new RemoteRun.Trained(trained.run(), trained.firstWeights());
                        }));
            }
            requireSame(new RemoteRuns(spark).train(planned));
        }
        return here.measure(data, folder);
    }

    /** Otherwise the folds would differ in more than their data. */
    private static void requireSame(List<String> firstWeights) {
        for (int fold = 1; fold < firstWeights.size(); fold++) {
            if (!firstWeights.get(fold).equals(firstWeights.get(0))) {
                throw new IllegalArgumentException(
                        "network must be made with the same weights for each fold, was made with" + " others for fold "
                                + (fold + 1) + ": give its configuration a seed");
            }
        }
    }
}
