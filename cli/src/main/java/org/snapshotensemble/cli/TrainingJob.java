package org.snapshotensemble.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.data.Augmentation;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataParts;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.model.Architecture;
import org.snapshotensemble.model.NetworkShape;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.ScheduleSpec;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.snapshot.DataRecord.SourceRecord;
import org.snapshotensemble.snapshot.DataRecord.SplitRecord;
import org.snapshotensemble.snapshot.TrainedWeights;
import org.snapshotensemble.train.Dl4jSchedule;
import org.snapshotensemble.train.PaceTest;
import org.snapshotensemble.train.RangeTest;
import org.snapshotensemble.train.RunPlan;
import org.snapshotensemble.train.SnapshotTrainer;
import org.snapshotensemble.train.TrainingPace;

/**
 * What a run and its baselines have in common: data, network, seed and number of iterations. Only the schedule differs.
 *
 * @param parts the data, as they were read
 * @param scaling what is done to features and targets, fitted on the training part
 * @param split how the parts were cut
 * @param architecture the kind of network
 * @param epochs passes over the training part
 * @param batchSize examples in a batch
 * @param augmentation what is done to the images that are trained on
 * @param seed the seed of weights, dropout, the order of the batches and augmentation
 * @param workers parts of a batch; the trainer's own choice where it is not given
 * @param initial the weights that a network starts from; drawn by the seed where they are not given
 */
record TrainingJob(
        DataParts parts,
        Scaling scaling,
        SplitRecord split,
        Architecture architecture,
        int epochs,
        int batchSize,
        Augmentation augmentation,
        long seed,
        Optional<Integer> workers,
        Optional<TrainedWeights> initial) {

    /** The momentum where the schedule leaves it alone. */
    private static final double MOMENTUM = 0.9;

    /** After so many passes a loss falls because the examples are known, whatever the rate. */
    private static final int MANY_PASSES = 20;

    /** The batches that are trained on. */
    BatchSource training() {
        return BatchSource.shuffled(parts.train(), scaling, batchSize, seed, augmentation);
    }

    /** The batches that choose, if there are any: scaled as those that are trained on. */
    Optional<BatchSource> validation() {
        return parts.validation().map(part -> BatchSource.inOrder(part, scaling, RunReport.BATCH_SIZE));
    }

    /** Checks that the iterations can be counted. */
    TrainingJob {
        long wanted = (long) epochs * iterationsPerEpoch(parts, batchSize);
        if (wanted > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "must give at most " + Integer.MAX_VALUE + " iterations, gave " + wanted);
        }
    }

    /** The iterations of the whole run. */
    int iterations() {
        return epochs * iterationsPerEpoch();
    }

    /** This job, longer or shorter. */
    TrainingJob withEpochs(int count) {
        return new TrainingJob(
                parts, scaling, split, architecture, count, batchSize, augmentation, seed, workers, initial);
    }

    /** This job with other weights, dropout and batches, on the same parts of the data. */
    TrainingJob withSeed(long other) {
        return new TrainingJob(
                parts, scaling, split, architecture, epochs, batchSize, augmentation, other, workers, initial);
    }

    /**
     * How a run under this schedule goes.
     *
     * @throws IllegalArgumentException if no cycle of the schedule ends within it
     */
    RunPlan plan(Schedule schedule) {
        return RunPlan.of(cyclic(schedule), epochs, iterationsPerEpoch());
    }

    /** The schedule, or the whole run as one cycle of it. */
    CyclicSchedule cyclic(Schedule schedule) {
        return schedule instanceof CyclicSchedule already ? already : Schedules.singleCycle(schedule, iterations());
    }

    /** The iterations of an epoch. */
    int iterationsPerEpoch() {
        return iterationsPerEpoch(parts, batchSize);
    }

    private static int iterationsPerEpoch(DataParts parts, int batchSize) {
        return (parts.train().size() - 1) / batchSize + 1;
    }

    /** The schedule of a text, with its lengths in this run's iterations. */
    Schedule schedule(ScheduleSpec spec) {
        return spec.resolve(iterationsPerEpoch()).withDefaultTotal(iterations()).schedule();
    }

    /** The schedule of snapshot ensembles over the whole run, which begins with a rise of so many iterations. */
    Schedule snapshotCosine(double maxRate, int cycles, int warmup) {
        return Schedules.snapshotCosine(maxRate, iterations(), cycles, warmup);
    }

    /**
     * A new network; all have the same weights.
     *
     * @throws IllegalArgumentException if the weights to start from do not fit it
     */
    Model network(Schedule schedule) {
        Nesterovs updater = schedule.momentumAt(0).isPresent()
                ? new Nesterovs(Dl4jSchedule.of(schedule), Dl4jSchedule.momentumOf(schedule))
                : new Nesterovs(Dl4jSchedule.of(schedule), MOMENTUM);
        Model network = architecture.network(NetworkShape.of(parts.train()), seed, updater);
        initial.ifPresent(weights -> weights.copyTo(network));
        return network;
    }

    /** A trainer for a new network under a schedule. */
    SnapshotTrainer trainer(Schedule schedule) {
        SnapshotTrainer trainer = SnapshotTrainer.of(network(schedule), schedule)
                .epochs(epochs)
                .seed(seed)
                .modelName(architecture.name())
                .data(record());
        workers.ifPresent(trainer::workers);
        initial.map(TrainedWeights::source).ifPresent(trainer::initialWeights);
        validation().ifPresent(trainer::validateOn);
        return trainer;
    }

    /**
     * A range test of a new network, which has the weights that a run would begin with.
     *
     * @param iterations each has a rate of its own
     * @param note is told where there is too little to try them on
     */
    RangeTest rangeTest(int iterations, Consumer<String> note) {
        int passes = iterations / iterationsPerEpoch();
        if (passes > MANY_PASSES) {
            note.accept("a range test of " + iterations + " iterations goes " + passes + " times over the "
                    + parts.train().size() + " examples to train on, so it tells little of the rate: hold what it"
                    + " suggests against the usual " + ScheduleOptions.DEFAULT_MAX_RATE);
        }
        RangeTest test = RangeTest.of(network(Schedules.constant(0))).steps(iterations);
        workers.ifPresent(test::workers);
        return test;
    }

    /** Trains a new network for that long, to see how fast it is on this machine. */
    TrainingPace pace(Duration atLeast) {
        PaceTest test = PaceTest.of(network(Schedules.constant(0))).atLeast(atLeast);
        workers.ifPresent(test::workers);
        validation().ifPresent(test::validateOn);
        return test.run(training());
    }

    /** The data and their parts, as the manifest has them. */
    DataRecord record() {
        boolean ownTestData = split.testFraction() == 0;
        Optional<SourceRecord> test = ownTestData
                ? Optional.of(new SourceRecord(
                        parts.test().description().source(),
                        parts.test().description().sha256()))
                : Optional.empty();
        return DataRecord.of(parts.train().description(), scaling, split, test);
    }
}
