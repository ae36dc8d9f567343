package org.snapshotensemble.examples;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.averaging.Averaged;
import org.snapshotensemble.averaging.AveragingData;
import org.snapshotensemble.averaging.MemberFigures;
import org.snapshotensemble.averaging.WeightAverage;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataParts;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.ensemble.MemberSelection;
import org.snapshotensemble.model.Architecture;
import org.snapshotensemble.model.NetworkShape;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.train.SnapshotTrainer;

/**
 * Several snapshots of a network that is trained already, averaged into one network that is as fast as one of them: fast
 * geometric ensembling, then stochastic weight averaging. Run it with a folder for the runs and the average.
 */
public final class OneModelFromMany {

    private static final long SEED = 1;
    private static final int BATCH_SIZE = 32;

    private OneModelFromMany() {}

    public static void main(String[] arguments) throws IOException {
        average(Path.of(arguments[0]), 20);
    }

    static Averaged average(Path folder, int epochs) throws IOException {
        DataParts parts = DataParts.split(DataSource.parse("digits").load(), 0.2, 0.1, SEED);
        Preprocessing scaling =
                Preprocessing.fit(Preprocessing.Kind.RANGE, parts.train().features());
        BatchSource training = BatchSource.shuffled(
                scaling.apply(parts.train().features()), parts.train().labels(), BATCH_SIZE, SEED);
        BatchSource validation = inOrder(scaling, parts.validation().orElseThrow());
        int perEpoch = training.batchesPerEpoch();

        // One good network first: a whole cosine.
        MultiLayerNetwork network = (MultiLayerNetwork)
                Architecture.parse("mlp").network(NetworkShape.of(parts.train()), SEED, new Nesterovs(0.1, 0.9));
        SnapshotTrainer.of(network, Schedules.snapshotCosine(0.1, epochs * perEpoch, 1))
                .saveTo(folder.resolve("trained"))
                .epochs(epochs)
                .validateOn(validation)
                .train(training);

        // Then short triangles around it: 10 epochs in cycles of 4, the first of them half as long, leave 3
        // snapshots.
        network.setIterationCount(0);
        network.setEpochCount(0);
        Run run = SnapshotTrainer.of(network, Schedules.fge(0.05, 0.0005, 4 * perEpoch))
                .saveTo(folder.resolve("around"))
                .epochs(10)
                .validateOn(validation)
                .train(training);

        // The training batches are for batch norm, whose statistics an average needs anew; this network has none.
        Averaged averaged = WeightAverage.of(
                run,
                MemberSelection.all(),
                AveragingData.validatedOn(validation).trainedOn(training));
        for (MemberFigures member : averaged.members()) {
            print("%s: %s", member.snapshot().id(), member.validation());
        }
        print("average: %s", averaged.validation());
        if (averaged.isWorse()) {
            print("%s alone is better", averaged.bestMember().snapshot().id());
        } else {
            averaged.saveTo(folder.resolve("average.zip"));
        }
        print(
                "on test data: %s",
                averaged.measureOn(inOrder(scaling, parts.test())).average());
        return averaged;
    }

    private static BatchSource inOrder(Preprocessing scaling, LabelledData part) {
        return BatchSource.inOrder(scaling.apply(part.features()), part.labels(), BATCH_SIZE);
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
