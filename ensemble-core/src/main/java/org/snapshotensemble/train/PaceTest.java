package org.snapshotensemble.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.checkpoint.RandomState;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.files.IoFailure;
import org.snapshotensemble.network.CrashDumps;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.snapshot.IndependentCopy;
import org.snapshotensemble.snapshot.ModelFile;
import org.snapshotensemble.snapshot.ValidationScorer;

/**
 * Measures how fast a network trains on this machine: trains a copy for a moment at rate 0, and takes the second half of
 * that time, when the Java machine has compiled what it runs; then writes one snapshot, which is deleted again.
 *
 * <p>The network itself, its updaters, counters and listeners and the thread's random numbers are afterwards as they were.
 */
public final class PaceTest {

    /** Below, the second half is hardly more than one iteration. */
    private static final int FEWEST_ITERATIONS = 4;

    private final Network network;
    private final LongSupplier nanoTime;
    private Duration atLeast = Duration.ofSeconds(2);
    private Optional<BatchSource> validation = Optional.empty();
    private OptionalInt workers = OptionalInt.empty();

    private PaceTest(Network network, LongSupplier nanoTime) {
        this.network = network;
        this.nanoTime = nanoTime;
    }

    /**
     * Prepares a test.
     *
     * @param network an initialized {@code MultiLayerNetwork} or {@code ComputationGraph}
     * @throws IllegalArgumentException if the network is neither, or not initialized
     */
    public static PaceTest of(Model network) {
        return of(network, System::nanoTime);
    }

    /**
     * @param nanoTime a clock as {@link System#nanoTime()}
     */
    static PaceTest of(Model network, LongSupplier nanoTime) {
        return new PaceTest(Network.of(network), nanoTime);
    }

    /**
     * Sets how long it trains at least; 2 seconds unless set, and 4 iterations in any case.
     *
     * @throws IllegalArgumentException if the duration is negative
     */
    public PaceTest atLeast(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration must be >= 0, was " + duration);
        }
        atLeast = duration;
        return this;
    }

    /** Measures what figures on these batches take too, the source's first epoch, as {@link SnapshotTrainer#validateOn}. */
    public PaceTest validateOn(BatchSource source) {
        validation = Optional.of(source);
        return this;
    }

    /**
     * Sets the number of threads that share the work on each batch, as {@link SnapshotTrainer#workers} does.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public PaceTest workers(int count) {
        if (count <= 0) {
            throw new IllegalArgumentException("workers must be > 0, was " + count);
        }
        workers = OptionalInt.of(count);
        return this;
    }

    /**
     * Measures. A person's own iterator is moved by it.
     *
     * @param source what is trained on, epoch after epoch
     * @throws IllegalArgumentException if the network is under a schedule of this framework whose text cannot be read back
     * @throws IllegalStateException if an epoch makes no update
     * @throws UncheckedIOException if no snapshot can be written among the system's temporary files
     */
    public TrainingPace run(BatchSource source) {
        CrashDumps.switchOff();
        RandomState random = RandomState.ofThisThread();
        Network copy = IndependentCopy.of(network);
        copy.follow(Dl4jSchedule.of(iteration -> 0), Optional.empty());
        try (Replicas replicas = new Replicas(copy, WorkerChoice.of(copy, workers))) {
            Nd4j.getRandom().setSeed(network.seed());
            return new TrainingPace(secondsPerIteration(copy, replicas, source), secondsPerSnapshot(copy));
        } finally {
            random.restore();
        }
    }

    /** Where a training was at a moment. */
    private record Moment(int iteration, long nanos) {

        double secondsPerIterationUntil(Moment later) {
            return seconds(later.nanos - nanos) / (later.iteration - iteration);
        }
    }

    private double secondsPerIteration(Network copy, Replicas replicas, BatchSource source) {
        List<Moment> moments = new ArrayList<>();
        moments.add(new Moment(copy.iteration(), nanoTime.getAsLong()));
        for (int epoch = 0; !isEnough(moments); epoch++) {
            int before = moments.size();
            copy.startEpoch();
            if (source.aheadOfTraining()) {
                int current = epoch;
                try (BatchesAhead batches = new BatchesAhead(() -> source.epoch(current))) {
                    trainAll(copy, replicas, batches, moments);
                }
            } else {
                trainAll(copy, replicas, source.epoch(epoch), moments);
            }
            copy.endEpoch();
            if (moments.size() == before) {
                throw new IllegalStateException("an epoch must make at least 1 update, made none");
            }
        }
        Moment last = moments.get(moments.size() - 1);
        Moment first = moments.get(0);
        Moment warm = moments.stream()
                .filter(moment -> moment.nanos - first.nanos >= (last.nanos - first.nanos) / 2)
                .filter(moment -> moment.iteration < last.iteration)
                .findFirst()
                .orElse(moments.get(moments.size() - 2));
        return warm.secondsPerIterationUntil(last);
    }

    private void trainAll(Network copy, Replicas replicas, Iterator<MultiDataSet> batches, List<Moment> moments) {
        while (!isEnough(moments) && batches.hasNext()) {
            int before = copy.iteration();
            replicas.fit(batches.next());
            if (copy.iteration() > before) {
                moments.add(new Moment(copy.iteration(), nanoTime.getAsLong()));
            }
        }
    }

    private boolean isEnough(List<Moment> moments) {
        long nanos = moments.get(moments.size() - 1).nanos - moments.get(0).nanos;
        return moments.size() > FEWEST_ITERATIONS && nanos >= atLeast.toNanos();
    }

    private double secondsPerSnapshot(Network copy) {
        long begin = nanoTime.getAsLong();
        validation.ifPresent(source -> ValidationScorer.on(source).score(copy, Preprocessing.none(), copy.iteration()));
        writeOnce(copy);
        return seconds(nanoTime.getAsLong() - begin);
    }

    /** To the disk of temporary files, which is mostly the run's too. */
    private static void writeOnce(Network copy) {
        try {
            Path file = Files.createTempFile("pace", ".zip");
            try {
                ModelFile.write(file, copy);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no snapshot can be written to try it: " + IoFailure.describe(e), e);
        }
    }

    private static double seconds(long nanos) {
        return nanos / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
