package org.snapshotensemble.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snapshotensemble.checkpoint.Parallelism;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunDescription;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.RunRecording;
import org.snapshotensemble.snapshot.SameTraining;
import org.snapshotensemble.snapshot.TrainingRecord;

/**
 * A run that was begun before, and the training that is to go on with it: the same in all that decides the weights.
 *
 * @param begun the run
 * @param description the training, as the manifest would tell it
 * @param plan how it goes
 * @param network before its first update
 */
record Continuation(Run begun, RunDescription description, RunPlan plan, Network network) {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotTrainer.class);

    /**
     * Compares the two.
     *
     * @param description the training without its plan
     * @param batches of the training
     * @throws RunException if it is not the training that began the run; the message tells each difference
     */
    static Continuation of(Run begun, RunDescription description, RunPlan plan, BatchForm batches, Network network) {
        TrainingRecord training = begun.manifest()
                .training()
                .orElseThrow(() -> new RunException(
                        begun.folder(),
                        begun.folder() + ": cannot be gone on with: it was not trained by a SnapshotTrainer"));
        RunDescription planned = description.withTraining(new TrainingRecord(
                plan.epochs(),
                batches.size().orElse(training.batchSize()),
                plan.iterationsPerEpoch(),
                plan.iterations(),
                training.workers(),
                batches.augmentation(),
                OptionalDouble.empty()));
        SameTraining.require(begun, planned, plan.schedule(), network);
        return new Continuation(begun, planned, plan, network);
    }

    /** Whether there is nothing left to train. */
    boolean isFinished() {
        return begun.unfinished().isEmpty();
    }

    /**
     * Takes over the run's folder.
     *
     * @param workers as the person has set them, if she has
     * @throws RunException if another training is in it, the workers are not those of the checkpoint, or a file cannot be
     *     read; the folder is then as it was
     */
    RunRecording takeOver(OptionalInt workers) {
        List<String> differences = SameTraining.environment(begun);
        if (!differences.isEmpty()) {
            LOG.warn(
                    "{}: is gone on with, but perhaps not to the same bits: {}",
                    begun.folder(),
                    String.join("; ", differences));
        }
        RunRecording recording = RunRecording.resume(begun.folder(), plan.schedule(), network);
        try {
            recording
                    .checkpoint()
                    .ifPresentOrElse(
                            checkpoint -> workers.ifPresent(now -> requireWorkers(checkpoint.parallelism(), now)),
                            () -> LOG.warn("{}: has no checkpoint to go on from, so it begins anew", begun.folder()));
            return recording;
        } catch (RuntimeException | Error e) {
            recording.giveBack();
            throw e;
        }
    }

    /** The number may be the one that was said then, or the one of the parts that the batches were cut into. */
    private void requireWorkers(Parallelism then, int now) {
        boolean wasSaid = then.smallestWork() == 1;
        int used = description.training().flatMap(Continuation::workers).orElse(then.workers());
        if (now != used && !(wasSaid && now == then.workers())) {
            throw otherWorkers(begun.folder(), wasSaid ? then.workers() : used, now);
        }
    }

    private static Optional<Integer> workers(TrainingRecord training) {
        return training.workers().isPresent() ? Optional.of(training.workers().getAsInt()) : Optional.empty();
    }

    static RunException otherWorkers(Path run, int then, int now) {
        return new RunException(
                run, run + ": can only be gone on with as it was begun: the workers were " + then + ", are " + now);
    }
}
