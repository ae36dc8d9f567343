package org.snapshotensemble.spark;

import java.nio.file.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.snapshot.RunException;

/**
 * An ensemble that scores the examples of an RDD where they are.
 *
 * <pre>{@code
 * try (SparkEnsemble ensemble = SparkEnsemble.load(spark, Path.of("runs/mine"))) {
 *     ensemble.score(examples).saveAsTextFile("scores");
 * }
 * }</pre>
 *
 * <p>It is broadcast once, as the bytes of its files, and restored once in each executor, checksums and all, where all tasks
 * share it. A task hands it batches of examples and passes on the answers one by one, so that it never has more in memory
 * than a batch. The answers are those of {@link Ensemble#predict}, which cuts its examples in slices: in the last bits they
 * depend on where a batch ends, as they do there.
 */
public final class SparkEnsemble implements AutoCloseable {

    private static final int USUAL_BATCH = 512;

    private final BroadcastEnsemble ensemble;
    private final ExampleShape shape;
    private final int batchSize;

    private SparkEnsemble(BroadcastEnsemble ensemble, ExampleShape shape, int batchSize) {
        this.ensemble = ensemble;
        this.shape = shape;
        this.batchSize = batchSize;
    }

    /**
     * Loads the ensemble of a run from a folder of this machine, and broadcasts it: every snapshot, with the mean as the
     * rule.
     *
     * @throws RunException as {@link Ensemble#load(Path)}
     */
    public static SparkEnsemble load(JavaSparkContext spark, Path folder) {
        try (Ensemble ensemble = Ensemble.load(folder)) {
            return of(spark, ensemble);
        }
    }

    /**
     * Broadcasts an ensemble that was loaded on this machine, with the members and the rule it has. It may be closed
     * afterwards.
     *
     * @throws RunException if its files cannot be read any more
     */
    public static SparkEnsemble of(JavaSparkContext spark, Ensemble ensemble) {
        return new SparkEnsemble(BroadcastEnsemble.send(spark, ensemble), ExampleShape.of(ensemble.run()), USUAL_BATCH);
    }

    /**
     * Sets how many examples are predicted at once, and are in memory in each task; 512 unless set.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public SparkEnsemble batchSize(int examples) {
        if (examples <= 0) {
            throw new IllegalArgumentException("batchSize must be > 0, was " + examples);
        }
        return new SparkEnsemble(ensemble, shape, examples);
    }

    /**
     * Sets the shape of an example as the network takes it, such as {@code 3, 32, 32} for images
     * {@code [channels, height, width]}; unless set, that of the images that the run recorded, or a row of values.
     *
     * @throws IllegalArgumentException if there is no number, or one is not positive
     */
    public SparkEnsemble exampleShape(long... dimensions) {
        return new SparkEnsemble(ensemble, ExampleShape.of(dimensions), batchSize);
    }

    /**
     * Scores examples as the network takes them. Nothing is computed before the RDD that is returned is used; this must not
     * be closed before.
     *
     * @param examples the values of an example each, in C order
     * @return one score an example, in the same partitions and the same order. Using it fails where an example has another
     *     number of values than the others or the shape, where a value is NaN or infinite, and where the network has several
     *     inputs or gives more than a row of values for an example; the message names partition and example
     */
    public JavaRDD<Score> score(JavaRDD<float[]> examples) {
        return scored(examples, new PartitionScoring(ensemble, shape, batchSize, PartitionScoring.Features.READY));
    }

    /**
     * Scores raw examples, as the source of the run's data had them: what the run's training did to its own is done to them
     * first. Otherwise as {@link #score}; using the RDD fails, too, where the run did not record that.
     */
    public JavaRDD<Score> scoreRaw(JavaRDD<float[]> examples) {
        return scored(examples, new PartitionScoring(ensemble, shape, batchSize, PartitionScoring.Features.RAW));
    }

    private static JavaRDD<Score> scored(JavaRDD<float[]> examples, PartitionScoring scoring) {
        return examples.mapPartitionsWithIndex(scoring, true);
    }

    /** Takes the ensemble back from the executors; what has not been scored by now cannot be. */
    @Override
    public void close() {
        ensemble.bytes().destroy();
    }

    @Override
    public String toString() {
        return "SparkEnsemble[" + ensemble.members() + ", examples " + shape.dimensions() + "]";
    }
}
