package org.snapshotensemble.train;

import java.util.Optional;
import java.util.OptionalInt;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.checkpoint.RandomState;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.network.CrashDumps;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.range.Growth;
import org.snapshotensemble.schedule.range.RangeAnalysis;
import org.snapshotensemble.schedule.range.RangeSchedule;
import org.snapshotensemble.schedule.range.Smoothing;
import org.snapshotensemble.snapshot.IndependentCopy;

/**
 * The learning-rate range test: a short training whose rate grows until it breaks, and the bounds that its losses suggest
 * for a cyclic schedule (Smith 2017, <a href="https://arxiv.org/abs/1506.01186">Cyclical Learning Rates for Training
 * Neural Networks</a>, section 3.3).
 *
 * <pre>{@code
 * RangeAnalysis found = RangeTest.of(net).run(BatchSource.shuffled(features, labels, 32, seed));
 * found.bounds().max().rate();   // and .reason()
 * }</pre>
 *
 * <p>A copy is trained, from where the network stands: the network itself, its updaters, counters and listeners and the
 * thread's random numbers are afterwards as they were, and its listeners hear nothing. The same network, settings and
 * batches give the same curve. It takes as much memory again as the network.
 */
public final class RangeTest {

    /** How many rates are tried unless told. */
    public static final int DEFAULT_STEPS = 200;

    private static final double DEFAULT_FROM = 1e-6;
    private static final double DEFAULT_TO = 10;

    private final Network network;
    private double from = DEFAULT_FROM;
    private double to = DEFAULT_TO;
    private int steps = DEFAULT_STEPS;
    private OptionalInt iterationsPerStep = OptionalInt.of(1);
    private Growth growth = Growth.GEOMETRIC;
    private Optional<BatchSource> validation = Optional.empty();
    private OptionalInt workers = OptionalInt.empty();

    private RangeTest(Network network) {
        this.network = network;
    }

    /**
     * Prepares a test.
     *
     * @param network an initialized {@code MultiLayerNetwork} or {@code ComputationGraph}
     * @throws IllegalArgumentException if the network is neither, or not initialized
     */
    public static RangeTest of(Model network) {
        return new RangeTest(Network.of(network));
    }

    /**
     * Sets the first and the last rate; 0.000001 and 10 unless set.
     *
     * @throws IllegalArgumentException if not {@code 0 < first < last}, both finite
     */
    public RangeTest rates(double first, double last) {
        sweep(first, last, steps, 1);
        from = first;
        to = last;
        return this;
    }

    /**
     * Sets how many rates are tried; 200 unless set.
     *
     * @throws IllegalArgumentException if the number is less than 2
     */
    public RangeTest steps(int count) {
        sweep(from, to, count, 1);
        steps = count;
        return this;
    }

    /**
     * Sets for how many iterations each rate is tried, 1 unless set; their mean loss is one point of the curve, which is
     * steadier.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public RangeTest iterationsPerStep(int count) {
        sweep(from, to, 2, count);
        iterationsPerStep = OptionalInt.of(count);
        return this;
    }

    /** Tries each rate for an epoch. */
    public RangeTest epochPerStep() {
        iterationsPerStep = OptionalInt.empty();
        return this;
    }

    /** Sets how the rate grows; geometrically unless set. */
    public RangeTest growth(Growth chosen) {
        growth = chosen;
        return this;
    }

    /**
     * Measures loss and accuracy after each step on these batches, the source's first epoch, by the network's first
     * output; log loss or squared error, without regularization. Unless set, they are those of the batches that are
     * trained on, before the update, as Deeplearning4j computes the loss.
     */
    public RangeTest validateOn(BatchSource source) {
        validation = Optional.of(source);
        return this;
    }

    /**
     * Sets the number of threads that share the work on each batch, as {@link SnapshotTrainer#workers} does.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public RangeTest workers(int count) {
        if (count <= 0) {
            throw new IllegalArgumentException("workers must be > 0, was " + count);
        }
        workers = OptionalInt.of(count);
        return this;
    }

    /**
     * Runs the test, to the last rate or until the training breaks. A person's own iterator is moved by it.
     *
     * @param source what is trained on, epoch after epoch, as many batches as are needed
     * @return the curve and what it tells; bounds are absent where it tells none
     * @throws IllegalArgumentException if the source is also the one to validate on, or the network is under a schedule
     *     of this framework whose text cannot be read back
     * @throws IllegalStateException if an epoch makes no update
     */
    public RangeAnalysis run(BatchSource source) {
        if (validation.filter(chosen -> chosen == source).isPresent()) {
            throw new IllegalArgumentException("source must be another than the one to validate on, was the same");
        }
        int each = iterationsPerStep.orElseGet(() -> IterationCount.perEpoch(network, source));
        RangeSchedule sweep = sweep(from, to, steps, each);
        Smoothing smoothing = Smoothing.forPoints(steps);
        CrashDumps.switchOff();
        RandomState random = RandomState.ofThisThread();
        try (RangeTraining training =
                new RangeTraining(IndependentCopy.of(network), sweep, smoothing, validation, workers)) {
            Nd4j.getRandom().setSeed(network.seed()); // of dropout and the like: the same network, the same curve
            return RangeAnalysis.of(training.run(source), smoothing);
        } finally {
            random.restore();
        }
    }

    /** Refuses what no sweep can be. */
    private RangeSchedule sweep(double first, double last, int count, int each) {
        return new RangeSchedule(first, last, count, each, growth);
    }
}
