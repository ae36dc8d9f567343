package org.snapshotensemble.examples;

import java.io.IOException;
import java.nio.file.Path;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.model.Architecture;
import org.snapshotensemble.model.NetworkShape;
import org.snapshotensemble.schedule.AmplitudeFunction;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.train.SnapshotTrainer;

/**
 * Triangles whose height is a function of your own: here each is two thirds as high as the one before. Run it with a
 * folder for the run.
 */
public final class YourOwnAmplitude {

    /** It makes 50 batches of the 1,797 digits: an even number, so that a cycle of two halves is whole epochs. */
    private static final int BATCH_SIZE = 36;

    private static final double BASE = 0.001;
    private static final double MAX = 0.1;

    private YourOwnAmplitude() {}

    public static void main(String[] arguments) throws IOException {
        Run run = train(Path.of(arguments[0]), 3, 2);
        System.out.println("schedule: " + run.manifest().schedule());
        for (Snapshot snapshot : run.snapshots()) {
            System.out.println(snapshot.id() + " kept after iteration " + snapshot.iteration() + ", rate "
                    + snapshot.learningRate());
        }
    }

    /**
     * The schedule. The function gets the cycle, counted from 0; the name is what {@code run.json} and the report call
     * it. A function of the iteration is {@link AmplitudeFunction#ofIteration}.
     */
    static CyclicSchedule twoThirds(int stepSize) {
        return Schedules.cyclic(
                BASE, MAX, stepSize, AmplitudeFunction.ofCycle("two-thirds", cycle -> Math.pow(2.0 / 3, cycle)));
    }

    static Run train(Path runFolder, int cycles, int epochsPerCycle) throws IOException {
        LabelledData digits = DataSource.parse("digits").load();
        Preprocessing scaling = Preprocessing.fit(Preprocessing.Kind.RANGE, digits.features());
        BatchSource batches = BatchSource.shuffled(scaling.apply(digits.features()), digits.labels(), BATCH_SIZE, 1);

        int cycleLength = epochsPerCycle * batches.batchesPerEpoch();
        return SnapshotTrainer.of(
                        Architecture.parse("mlp").network(NetworkShape.of(digits), 1, new Nesterovs(MAX, 0.9)),
                        twoThirds(cycleLength / 2))
                .saveTo(runFolder)
                .epochs(cycles * epochsPerCycle)
                .train(batches);
    }
}
