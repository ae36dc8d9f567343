package org.snapshotensemble.snapshot;

import java.util.Optional;
import org.snapshotensemble.files.InnerPath;
import org.snapshotensemble.snapshot.DataRecord.SourceRecord;

/**
 * The network of a run.
 *
 * @param name what the person calls it, such as {@code mlp}; the kind where she has no name for it
 * @param kind Deeplearning4j's class, {@code MultiLayerNetwork} or {@code ComputationGraph}
 * @param parameters the number of parameters
 * @param file the configuration, relative to the run's folder
 * @param sha256 SHA-256 of that file, 64 lower-case hex digits
 * @param initialWeights the name and SHA-256 of the model zip whose weights the training started from; absent where they
 *     were drawn, or are not known
 */
public record ModelRecord(
        String name, String kind, long parameters, String file, String sha256, Optional<SourceRecord> initialWeights) {

    public ModelRecord {
        if (parameters < 0) {
            throw new IllegalArgumentException("parameters must be >= 0, was " + parameters);
        }
        if (!InnerPath.isInner(file)) {
            throw new IllegalArgumentException(
                    "file must be a path inside the run's folder with forward slashes, was \"" + file + "\"");
        }
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("sha256 must be 64 lower-case hex digits, was " + sha256);
        }
    }
}
