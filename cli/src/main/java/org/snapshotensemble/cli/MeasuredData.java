package org.snapshotensemble.cli;

import java.util.Optional;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.snapshot.Run;

/**
 * The examples that a report measures.
 *
 * @param examples the examples, as they were read
 * @param description what the report calls them
 * @param note what the report says of them, where they make its figures better than they are
 */
record MeasuredData(LabelledData examples, String description, Optional<String> note) {

    /** The part of a run's data that chose nothing. */
    static MeasuredData testPart(LabelledData test) {
        return new MeasuredData(test, test.description().source() + ", the run's test part", Optional.empty());
    }

    /** Data that somebody named, which may be those that the run was trained on. */
    static MeasuredData named(LabelledData examples, Run run) {
        String source = examples.description().source();
        boolean known = run.manifest()
                .data()
                .map(DataRecord::sha256)
                .filter(examples.description().sha256()::equals)
                .isPresent();
        return new MeasuredData(
                examples,
                source,
                known
                        ? Optional.of("These figures flatter: the run was trained on examples of " + source
                                + ". Without --data its own test part is measured.")
                        : Optional.empty());
    }
}
