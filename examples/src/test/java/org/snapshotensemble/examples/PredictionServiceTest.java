package org.snapshotensemble.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataParts;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.examples.PredictionService.Answer;
import org.snapshotensemble.model.Architecture;
import org.snapshotensemble.model.NetworkShape;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.train.SnapshotTrainer;

class PredictionServiceTest {

    @TempDir
    Path folder;

    @Test
    void manyThreads_getTheAnswersOfOneToTheBit() throws Exception {
        Path run = folder.resolve("run");
        train(run);
        List<float[]> images = PredictionService.digits().subList(0, 300);
        try (PredictionService service = new PredictionService(run)) {
            List<Answer> alone = new ArrayList<>();
            images.forEach(image -> alone.add(service.classify(image)));
            assertThat(PredictionService.classifyAll(service, images, 8)).isEqualTo(alone);
            assertThat(right(alone)).isGreaterThan(240);
            assertThat(alone).allMatch(answer -> answer.probability() >= 0.1 && answer.spread() <= 0.5);
        }
    }

    private static long right(List<Answer> answers) throws IOException {
        int[] labels = DataSource.parse("digits").load().classIndices();
        long right = 0;
        for (int image = 0; image < answers.size(); image++) {
            right += answers.get(image).name().equals(Integer.toString(labels[image])) ? 1 : 0;
        }
        return right;
    }

    /** Three epochs on a part of the digits, with everything recorded that a service needs. */
    static void train(Path run) throws IOException {
        DataRecord.SplitRecord split = new DataRecord.SplitRecord(0.2, 0, 1);
        LabelledData train =
                DataParts.split(DataSource.parse("digits").load(), 0.2, 0, 1).train();
        Preprocessing scaling = Preprocessing.fit(Preprocessing.Kind.RANGE, train.features());
        BatchSource batches = BatchSource.shuffled(scaling.apply(train.features()), train.labels(), 32, 1);
        CyclicSchedule schedule = Schedules.snapshotCosine(0.05, 3 * batches.batchesPerEpoch(), 3);
        SnapshotTrainer.of(
                        Architecture.parse("mlp").network(NetworkShape.of(train), 1, new Nesterovs(0.05, 0.9)),
                        schedule)
                .saveTo(run)
                .epochs(3)
                .data(DataRecord.of(train.description(), scaling, split, Optional.empty()))
                .train(batches);
    }
}
