package org.snapshotensemble.snapshot;

import java.io.IOException;
import org.snapshotensemble.data.DataDescription;
import org.snapshotensemble.data.DataParts;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.LabelledData;

/** The data of a run, loaded again from the source that its manifest names, and known to be the same. */
public final class RecordedData {

    private RecordedData() {}

    /**
     * The part that chose nothing in the run, as it was read: what an honest measurement is made on.
     *
     * @throws IOException if the source cannot be read
     * @throws RunException if the run did not record its data, the source is unknown here, or it has other bytes now
     */
    public static LabelledData testPart(Run run) throws IOException {
        DataRecord record = run.manifest()
                .data()
                .orElseThrow(() -> failure(run, "the run did not record its data, so its test part is not known"));
        if (record.test().isPresent()) {
            DataRecord.SourceRecord test = record.test().get();
            DataDescription trained = record.description();
            return load(run, test.source(), test.sha256(), source -> source.loadLike(trained, note -> {}));
        }
        LabelledData data = load(run, record.source(), record.sha256(), DataSource::load);
        return record.split().parts(data).test();
    }

    /**
     * All parts, as they were read: what the run trained on, what chose, and what chose nothing.
     *
     * @throws IOException if a source cannot be read
     * @throws RunException if the run did not record its data, a source is unknown here, or it has other bytes now
     */
    public static DataParts parts(Run run) throws IOException {
        DataRecord record = run.manifest()
                .data()
                .orElseThrow(() -> failure(run, "the run did not record its data, so its parts are not known"));
        DataRecord.SplitRecord split = record.split();
        LabelledData data = load(run, record.source(), record.sha256(), DataSource::load);
        return record.test().isPresent()
                ? DataParts.withTest(data, testPart(run), split.validationFraction(), split.seed())
                : split.parts(data);
    }

    @FunctionalInterface
    private interface Loading {
        LabelledData from(DataSource source) throws IOException;
    }

    private static LabelledData load(Run run, String source, String sha256, Loading loading) throws IOException {
        LabelledData data = loading.from(parse(run, source));
        String found = data.description().sha256();
        if (!found.equals(sha256)) {
            throw failure(
                    run, "the data \"" + source + "\" must have SHA-256 " + sha256 + " as in the run, has " + found);
        }
        return data;
    }

    private static DataSource parse(Run run, String source) {
        try {
            return DataSource.parse(source);
        } catch (IllegalArgumentException e) {
            throw new RunException(run.files().manifest(), run.files().manifest() + ": " + e.getMessage(), e);
        }
    }

    private static RunException failure(Run run, String message) {
        return new RunException(run.files().manifest(), run.files().manifest() + ": " + message);
    }
}
