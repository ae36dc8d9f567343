package org.snapshotensemble.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataDescription;
import org.snapshotensemble.data.DataParts;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.StratifiedFolds;
import org.snapshotensemble.model.Architecture;
import org.snapshotensemble.model.NetworkShape;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.DataRecord.FoldRecord;
import org.snapshotensemble.snapshot.DataRecord.SourceRecord;
import org.snapshotensemble.snapshot.DataRecord.SplitRecord;
import org.snapshotensemble.train.SnapshotTrainer;

final class RecordedDataTest {

    private static final SplitRecord SPLIT = new SplitRecord(0.3, 0.2, 11);

    @TempDir
    private Path folder;

    private final LabelledData digits = load();

    private static LabelledData load() {
        try {
            return DataSource.parse("digits").load();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Run run(DataRecord record) {
        return trainer().data(record).train(fewExamples());
    }

    private SnapshotTrainer trainer() {
        return SnapshotTrainer.of(
                        Architecture.parse("mlp").network(NetworkShape.of(digits), 1, new Nesterovs(0.1, 0.9)),
                        Schedules.constant(0.1))
                .saveTo(folder);
    }

    private BatchSource fewExamples() {
        LabelledData few = digits.rows(new int[] {0, 1, 2, 3});
        return BatchSource.inOrder(few.features(), few.labels(), 2);
    }

    private DataRecord record(DataDescription description, Optional<SourceRecord> test) {
        return DataRecord.of(description, Preprocessing.none(), SPLIT, test);
    }

    private DataDescription describedAs(String source, String sha256) {
        DataDescription real = digits.description();
        return new DataDescription(source, sha256, real.task(), real.columns(), real.classes(), real.imageSize());
    }

    @Test
    void testPart_splitByTheRun_isTheSameAgain() throws IOException {
        Run run = run(record(digits.description(), Optional.empty()));
        LabelledData expected = DataParts.split(digits, 0.3, 0.2, 11).test();
        assertThat(RecordedData.testPart(run)).isEqualTo(expected);
        assertThat(RecordedData.testPart(Run.open(folder))).isEqualTo(expected);
    }

    @Test
    void testPart_ofAFold_isTheFoldAgain() throws IOException {
        SplitRecord split = SplitRecord.ofFold(new FoldRecord(5, 3), 0.2, 11);
        run(DataRecord.of(digits.description(), Preprocessing.none(), split, Optional.empty()));
        assertThat(Run.open(folder).manifest().data().orElseThrow().split()).isEqualTo(split);
        int[] rows = StratifiedFolds.of(digits, 5, 11).test(3);
        assertThat(RecordedData.testPart(Run.open(folder))).isEqualTo(digits.rows(rows));
    }

    @Test
    void parts_splitByTheRun_areTheSameAgain() throws IOException {
        run(record(digits.description(), Optional.empty()));
        assertThat(RecordedData.parts(Run.open(folder))).isEqualTo(DataParts.split(digits, 0.3, 0.2, 11));
    }

    @Test
    void parts_notRecorded_isRefused() {
        Run run = trainer().train(fewExamples());
        assertThatThrownBy(() -> RecordedData.parts(run))
                .isInstanceOf(RunException.class)
                .hasMessage(
                        folder.resolve("run.json") + ": the run did not record its data, so its parts are not known");
    }

    @Test
    void testPart_ofTheirOwnSource_areAllOfIt() throws IOException {
        SourceRecord test = new SourceRecord("digits", digits.description().sha256());
        Run run = run(record(describedAs("elsewhere", "a".repeat(64)), Optional.of(test)));
        assertThat(RecordedData.testPart(run)).isEqualTo(digits);
    }

    @Test
    void testPart_changedBytes_areRefused() {
        Run run = run(record(describedAs("digits", "a".repeat(64)), Optional.empty()));
        assertThatThrownBy(() -> RecordedData.testPart(run))
                .isInstanceOf(RunException.class)
                .hasMessage(folder.resolve("run.json") + ": the data \"digits\" must have SHA-256 " + "a".repeat(64)
                        + " as in the run, has " + digits.description().sha256());
    }

    @Test
    void testPart_unknownSource_isRefused() {
        Run run = run(record(describedAs("sql:there", "a".repeat(64)), Optional.empty()));
        assertThatThrownBy(() -> RecordedData.testPart(run))
                .isInstanceOf(RunException.class)
                .hasMessage(folder.resolve("run.json")
                        + ": unknown data \"sql:there\", known are: digits, csv:FILE, idx:DIR, images:DIR");
    }

    @Test
    void testPart_runWithoutARecord_isRefused() {
        Run run = trainer().train(fewExamples());
        assertThatThrownBy(() -> RecordedData.testPart(run))
                .isInstanceOf(RunException.class)
                .hasMessage(folder.resolve("run.json")
                        + ": the run did not record its data, so its test part is not known");
    }
}
