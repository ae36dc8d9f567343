package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.data.Augmentation;
import org.snapshotensemble.data.DataDescription;
import org.snapshotensemble.data.DataParts;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.model.Architecture;
import org.snapshotensemble.schedule.ScheduleSpec;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.snapshot.DataRecord.SourceRecord;
import org.snapshotensemble.snapshot.DataRecord.SplitRecord;

final class TrainingJobTest {

    private static final String OTHER_SHA256 = "b".repeat(64);

    @TempDir
    private Path folder;

    /** Of four batches an epoch. */
    static TrainingJob job() throws IOException {
        LabelledData digits = DataSource.parse("digits").load();
        int[] few = new int[100];
        for (int i = 0; i < few.length; i++) {
            few[i] = i;
        }
        LabelledData data = digits.rows(few);
        DataDescription described = digits.description();
        LabelledData test = new LabelledData(
                data.features(),
                data.labels(),
                new DataDescription(
                        "elsewhere",
                        OTHER_SHA256,
                        described.task(),
                        described.columns(),
                        described.classes(),
                        described.imageSize()));
        DataParts parts = DataParts.withTest(data, test, 0, 1);
        return new TrainingJob(
                parts,
                Scaling.none(),
                new SplitRecord(0, 0, 1),
                Architecture.parse("mlp"),
                3,
                32,
                Augmentation.none(),
                1,
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void trainer_testDataOfTheirOwn_areInTheManifest() throws IOException {
        DataRecord record = job().trainer(Schedules.constant(0.01))
                .saveTo(folder)
                .train(job().training())
                .manifest()
                .data()
                .orElseThrow();
        assertThat(record.source()).isEqualTo("digits");
        assertThat(record.test()).isEqualTo(Optional.of(new SourceRecord("elsewhere", OTHER_SHA256)));
    }

    @Test
    void schedule_lengthsInEpochs_areResolved() throws IOException {
        TrainingJob job = job();
        // 100 examples in batches of 32 are 4 batches, three epochs 12
        assertThat(job.iterations()).isEqualTo(12);
        assertThat(job.schedule(ScheduleSpec.parse("triangular(base=0.01,max=0.1,stepSize=1e)")))
                .isEqualTo(Schedules.triangular(0.01, 0.1, 4));
        assertThat(job.schedule(ScheduleSpec.parse("one_cycle(max=0.1)"))).isEqualTo(Schedules.oneCycle(0.1, 12));
        assertThat(job.snapshotCosine(0.1, 3, 0)).isEqualTo(Schedules.snapshotCosine(0.1, 12, 3));
    }

    @Test
    void plan_scheduleWithoutCycles_isOneCycle() throws IOException {
        assertThat(job().plan(Schedules.constant(0.01)).cycles()).hasSize(1);
        assertThat(job().plan(Schedules.triangular(0.01, 0.1, 2)).cycles()).hasSize(3);
    }
}
