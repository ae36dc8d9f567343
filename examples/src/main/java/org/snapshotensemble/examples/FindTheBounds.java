package org.snapshotensemble.examples;

import java.io.IOException;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.model.Architecture;
import org.snapshotensemble.model.NetworkShape;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.schedule.range.Bounds;
import org.snapshotensemble.schedule.range.RangeAnalysis;
import org.snapshotensemble.train.RangeTest;

/** Finds the bounds of a triangular schedule with a range test; the network is afterwards as it was. */
public final class FindTheBounds {

    private static final int BATCH_SIZE = 32;
    private static final int STEPS = 150;
    private static final int EPOCHS_PER_STEP_SIZE = 4;

    private FindTheBounds() {}

    public static void main(String[] arguments) throws IOException {
        LabelledData digits = DataSource.parse("digits").load();
        Preprocessing scaling = Preprocessing.fit(Preprocessing.Kind.RANGE, digits.features());
        BatchSource batches = BatchSource.shuffled(scaling.apply(digits.features()), digits.labels(), BATCH_SIZE, 1);
        Model network = Architecture.parse("mlp").network(NetworkShape.of(digits), 1, new Nesterovs(0.1, 0.9));

        RangeAnalysis found = test(network, batches);
        System.out.println("base: " + found.bounds().base().reason());
        System.out.println("max: " + found.bounds().max().reason());
        System.out.println(schedule(found.bounds(), batches.batchesPerEpoch()));
    }

    static RangeAnalysis test(Model network, BatchSource batches) {
        return RangeTest.of(network).rates(1e-6, 10).steps(STEPS).run(batches);
    }

    /** Both bounds are there, or neither: then the reason says what to change. */
    static Schedule schedule(Bounds bounds, int batchesPerEpoch) {
        OptionalDouble base = bounds.base().rate();
        OptionalDouble max = bounds.max().rate();
        if (base.isEmpty() || max.isEmpty()) {
            throw new IllegalStateException("no bounds: " + bounds.max().reason());
        }
        return Schedules.triangular(base.getAsDouble(), max.getAsDouble(), EPOCHS_PER_STEP_SIZE * batchesPerEpoch);
    }
}
