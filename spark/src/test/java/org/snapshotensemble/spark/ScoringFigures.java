package org.snapshotensemble.spark;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.Prediction;

/**
 * Measures scoring on Spark against {@code Ensemble.predict} by as many threads as Spark has cores, on the same examples, in
 * calls as long as Spark's batches, in turns.
 *
 * <p>There are two of {@code predict}: alone, on arrays that are there; and with what Spark does besides, which is to put rows of
 * Java into an array and to give the class and the spread of each example.
 */
final class ScoringFigures {

    private static final int BATCH = 512;

    private final JavaSparkContext spark;
    private final int threads;
    private final int rounds;

    ScoringFigures(JavaSparkContext spark, int threads, int rounds) {
        this.spark = spark;
        this.threads = threads;
        this.rounds = rounds;
    }

    /**
     * Prints the figures of a run's ensemble.
     *
     * @param examples how many to score, a multiple of the number of threads
     * @param shape of one example, whose values are drawn by a seed
     */
    void measure(String name, Path run, int examples, long... shape) {
        int values = (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
        JavaRDD<float[]> rows = rows(examples / threads, values).cache();
        List<List<float[][]>> batches = IntStream.range(0, threads)
                .mapToObj(seed -> batches(made(seed, examples / threads, values).toList()))
                .toList();
        List<List<INDArray>> arrays = batches.stream()
                .map(part -> part.stream().map(batch -> array(batch, shape)).toList())
                .toList();
        List<Cost> alone = new ArrayList<>();
        List<Cost> whole = new ArrayList<>();
        List<Cost> remote = new ArrayList<>();
        List<Cost> job = new ArrayList<>();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try (Ensemble ensemble = Ensemble.load(run);
                SparkEnsemble sent = SparkEnsemble.of(spark, ensemble).exampleShape(shape)) {
            JavaRDD<Score> scores = sent.batchSize(BATCH).score(rows);
            JavaRDD<Score> few = sent.score(rows(1, values));
            for (int round = -1; round < rounds; round++) {
                Cost predicts = Cost.of(() -> inTurn(workers, arrays, array -> ensemble.predict(array)));
                Cost predictsRows = Cost.of(() -> inTurn(workers, batches, batch -> {
                    Prediction prediction = ensemble.predict(array(batch, shape));
                    prediction.classes();
                    prediction.spread();
                }));
                Cost sparks = Cost.of(() -> scores.foreach(score -> {}));
                Cost fixed = Cost.of(() -> few.foreach(score -> {}));
                if (round >= 0) {
                    alone.add(predicts);
                    whole.add(predictsRows);
                    remote.add(sparks);
                    job.add(fixed);
                }
            }
        } finally {
            workers.shutdownNow();
            rows.unpersist();
        }
        System.out.printf(Locale.ROOT, "scoring, %s, %d examples, medians of %d rounds%n", name, examples, rounds);
        print("predict alone", examples, alone, remote);
        print("predict of rows, with class and spread", examples, whole, remote);
        double seconds = median(remote.stream().map(Cost::elapsed).toList());
        System.out.printf(
                Locale.ROOT,
                "  Spark: %.0f/s, a round %.1f s; a job of one example a core: %.0f ms%n",
                examples / seconds,
                seconds,
                1e3 * median(job.stream().map(Cost::elapsed).toList()));
    }

    private static void print(String name, int examples, List<Cost> here, List<Cost> remote) {
        System.out.printf(
                Locale.ROOT,
                "  %s: %.0f/s; Spark's speed to it %s, by processor time %s%n",
                name,
                examples / median(here.stream().map(Cost::elapsed).toList()),
                ratios(here, remote, Cost::elapsed),
                ratios(here, remote, Cost::processor));
    }

    /**
     * What a piece of work takes, in seconds.
     *
     * @param processor of all threads of this process together; that of others, who may be busy, is not in it
     */
    private record Cost(double elapsed, double processor) {

        static Cost of(Runnable work) {
            Duration before = processorTime();
            double elapsed = seconds(work);
            return new Cost(elapsed, processorTime().minus(before).toNanos() / 1e9);
        }

        private static Duration processorTime() {
            return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
        }
    }

    private JavaRDD<float[]> rows(int each, int values) {
        List<Integer> seeds = IntStream.range(0, threads).boxed().toList();
        return spark.parallelize(seeds, threads)
                .flatMap(seed -> made(seed, each, values).iterator());
    }

    /** The rows of a part, the same for the same seed. */
    private static Stream<float[]> made(int seed, int count, int values) {
        Random random = new Random(seed);
        return IntStream.range(0, count).mapToObj(row -> {
            float[] made = new float[values];
            for (int column = 0; column < values; column++) {
                made[column] = random.nextFloat();
            }
            return made;
        });
    }

    private static List<float[][]> batches(List<float[]> rows) {
        return IntStream.iterate(0, first -> first < rows.size(), first -> first + BATCH)
                .mapToObj(first -> rows.subList(first, Math.min(rows.size(), first + BATCH))
                        .toArray(float[][]::new))
                .toList();
    }

    private static INDArray array(float[][] batch, long... shape) {
        return Nd4j.create(batch)
                .reshape(LongStream.concat(LongStream.of(batch.length), Arrays.stream(shape))
                        .toArray());
    }

    private interface Work<T> {
        void on(T batch);
    }

    /** Each thread does the batches of its part, one after another. */
    private static <T> void inTurn(ExecutorService workers, List<List<T>> parts, Work<T> work) {
        List<Future<?>> working = new ArrayList<>();
        parts.forEach(part -> working.add(workers.submit(() -> part.forEach(work::on))));
        try {
            for (Future<?> each : working) {
                each.get();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** How much of the one's speed the other has, round by round. */
    private static String ratios(List<Cost> here, List<Cost> there, ToDoubleFunction<Cost> seconds) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < here.size(); round++) {
            ratios.add(seconds.applyAsDouble(here.get(round)) / seconds.applyAsDouble(there.get(round)));
        }
        return String.format(
                Locale.ROOT, "%.2f (%.2f to %.2f)", median(ratios), Collections.min(ratios), Collections.max(ratios));
    }

    static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
