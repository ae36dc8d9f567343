package org.snapshotensemble.evaluation.crossval;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.network.LikeliestClass;
import org.snapshotensemble.network.OutputKind;

/** What the members of all folds say of some examples. */
public final class FoldPrediction {

    private final INDArray folds;
    private final INDArray mean;
    private final OutputKind kind;

    FoldPrediction(INDArray folds, INDArray mean, OutputKind kind) {
        this.folds = folds;
        this.mean = mean;
        this.kind = kind;
    }

    /** Returns the mean of the folds' answers, {@code [examples, classes]} or {@code [examples, targets]}, of type DOUBLE. */
    public INDArray output() {
        return mean;
    }

    /** Returns each fold's answer, {@code [folds, examples, …]}, of type DOUBLE. */
    public INDArray folds() {
        return folds;
    }

    /**
     * Returns each example's class: the first of the highest values of {@link #output}, or whether a single probability is
     * above one half.
     *
     * @return {@code [examples]}, classes from 0
     * @throws IllegalStateException if the output is no classification of whole examples
     */
    public int[] classes() {
        if (!kind.isClassification() || mean.rank() != 2) {
            throw new IllegalStateException(
                    "the output has no classes: it is " + kind + " with " + mean.rank() + " dimensions");
        }
        return LikeliestClass.ofEach(mean, kind);
    }
}
