package org.snapshotensemble.ensemble;

import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.data.ImageArrays;
import org.snapshotensemble.data.ImageSize;
import org.snapshotensemble.data.Scaler;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.snapshot.Run;

/** What a run did to its examples, ready to be done to any number of others, from any number of threads. */
final class PreparedScaling {

    private final Run run;
    private final Optional<Scaling> scaling;
    private final Optional<Scaler> features;
    private final Optional<Scaler> targets;
    private final Optional<ImageSize> imageSize;

    PreparedScaling(Run run) {
        this.run = run;
        scaling = run.manifest().scaling();
        features = scaling.flatMap(recorded -> recorded.features().scaler());
        targets = scaling.flatMap(recorded -> recorded.targets().scaler());
        imageSize = run.manifest().data().flatMap(DataRecord::imageSize);
    }

    /**
     * Does to raw features what the run did to its own.
     *
     * @param raw {@code [examples, …]}
     * @return a new array
     * @throws IllegalStateException if the run did not record it
     * @throws IllegalArgumentException if it cannot be done to these
     */
    INDArray applyToFeatures(INDArray raw) {
        Scaling recorded = scaling.orElseThrow(() -> new IllegalStateException(
                run.files().manifest() + ": the run did not record how its features were made"));
        INDArray sized = imageSize.map(size -> ImageArrays.toSize(raw, size)).orElse(raw);
        return features.map(scaler -> scaler.apply(sized))
                .orElseGet(() -> recorded.features().apply(sized));
    }

    /** The members' answers, {@code [members, examples, …]}, in the targets' own unit. */
    INDArray undoOfTargets(INDArray members) {
        return targets.map(scaler -> undo(scaler, members)).orElse(members);
    }

    /** Takes the members' examples for so many rows: the scaling does not tell them apart. */
    private static INDArray undo(Scaler scaler, INDArray members) {
        long[] shape = members.shape();
        long[] rows = Arrays.copyOfRange(shape, 1, shape.length);
        rows[0] *= shape[0];
        return scaler.undo(members.reshape('c', rows)).reshape('c', shape);
    }
}
