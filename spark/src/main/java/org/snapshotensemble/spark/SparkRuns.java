package org.snapshotensemble.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;

/**
 * Trains the same network under several seeds, side by side on a cluster: one run a seed, one task a run.
 *
 * <pre>{@code
 * List<Run> runs = SparkRuns.of(spark).train(
 *         List.of(1L, 2L, 3L),
 *         (seed, folder) -> SnapshotTrainer.of(newNetwork(seed), schedule)
 *                 .saveTo(folder)
 *                 .epochs(40)
 *                 .workers(1)
 *                 .train(BatchSource.shuffled(data.value(), scaling, 32, seed)),
 *         Path.of("runs/seeds"));
 * }</pre>
 *
 * <p>A run is trained by one executor, by the code that would train it here, on that executor's own disk; its folder comes to
 * this machine when it is finished. With the same seed, number of workers, versions and kind of processor it has the bits that
 * it would have here.
 */
public final class SparkRuns {

    private final RemoteRuns runs;

    private SparkRuns(JavaSparkContext spark) {
        this.runs = new RemoteRuns(spark);
    }

    /** Prepares to train. */
    public static SparkRuns of(JavaSparkContext spark) {
        return new SparkRuns(spark);
    }

    /**
     * Trains one run a seed, and waits for all. An executor that is lost costs the runs that it was training, which begin
     * again on another; those that are finished are here already.
     *
     * @param seeds each once, at least one
     * @param training trains one; it is serialized, with whatever it refers to
     * @param folder where the runs go, {@code seed-1} for seed 1, and so on
     * @return the runs, in the order of the seeds
     * @throws IllegalArgumentException if there is no seed, or one twice
     * @throws RunException if there is a run of a seed already; nothing has been trained then
     * @throws RemoteTrainingException if a training fails, such as by a loss that is not finite; the others have gone on to
     *     their end
     */
    public List<Run> train(List<Long> seeds, SeededTraining training, Path folder) {
        requireDifferent(seeds);
        List<RemoteRuns.Planned> planned = new ArrayList<>();
        for (long seed : seeds) {
            planned.add(new RemoteRuns.Planned("seed " + seed, folder.resolve("seed-" + seed), scratch -> {
                Path run = scratch.resolve("run");
                training.train(seed, run);
                return new RemoteRun.Trained(run, "");
            }));
        }
        runs.train(planned);
        return planned.stream().map(run -> Run.open(run.target())).toList();
    }

    private static void requireDifferent(List<Long> seeds) {
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("seeds must be at least one, were none");
        }
        Set<Long> seen = new HashSet<>();
        for (long seed : seeds) {
            if (!seen.add(seed)) {
                throw new IllegalArgumentException("seeds must be different, " + seed + " is named twice");
            }
        }
    }
}
