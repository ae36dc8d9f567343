package org.snapshotensemble.evaluation.compare;

import java.util.Optional;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.snapshot.DataRecord.SourceRecord;
import org.snapshotensemble.snapshot.DataRecord.SplitRecord;

/**
 * What a run sets aside to be tested on, as its manifest tells.
 *
 * @param source the data that the test part is of, by name
 * @param sha256 of these data
 * @param part which examples of these they are
 */
public record TestData(String source, String sha256, String part) {

    /** The test data of a run. */
    public static TestData of(DataRecord record) {
        if (record.test().isPresent()) {
            SourceRecord own = record.test().get();
            return new TestData(own.source(), own.sha256(), "all");
        }
        SplitRecord split = record.split();
        return new TestData(
                record.source(),
                record.sha256(),
                split.fold()
                        .map(fold -> "fold " + fold + " by seed " + split.seed())
                        .orElse("a share of " + split.testFraction() + " by seed " + split.seed()));
    }

    /** What of another run's test data differs, as the rest of a sentence; empty where they are the same. */
    public Optional<String> differenceFrom(TestData other) {
        if (!sha256.equals(other.sha256)) {
            return Optional.of(
                    source.equals(other.source)
                            ? "is of data with SHA-256 " + sha256 + ", not " + other.sha256
                            : "is of " + source + ", not of " + other.source);
        }
        return part.equals(other.part) ? Optional.empty() : Optional.of("is " + part + ", not " + other.part);
    }

    @Override
    public String toString() {
        return part + " of SHA-256 " + sha256;
    }
}
