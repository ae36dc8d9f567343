package org.snapshotensemble.cli;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.ensemble.Cascade;
import org.snapshotensemble.ensemble.CascadePrediction;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.Prediction;

/**
 * What is said of the examples of a batch.
 *
 * @param output the ensemble's, {@code [examples, outputs]}
 * @param spread how far the members are apart, {@code [examples, outputs]}
 * @param membersAsked how many members were asked of each example; absent where it is all of them
 */
record PredictedExamples(INDArray output, INDArray spread, Optional<List<Integer>> membersAsked) {

    /** Predicts the examples of a batch. */
    @FunctionalInterface
    interface Predictor {

        /** Predicts; the features are as the network takes them. */
        PredictedExamples predict(INDArray features);
    }

    /** A cascade asks no more members than it must. */
    static Predictor predictor(Ensemble ensemble) {
        return ensemble.combiner()
                .cascadeRule()
                .map(rule -> predictor(new Cascade(ensemble, rule)))
                .orElse(features -> of(ensemble.predict(features)));
    }

    private static Predictor predictor(Cascade cascade) {
        return features -> of(cascade.predict(features));
    }

    private static PredictedExamples of(CascadePrediction prediction) {
        return new PredictedExamples(prediction.output(), prediction.spread(), Optional.of(prediction.membersAsked()));
    }

    private static PredictedExamples of(Prediction prediction) {
        return new PredictedExamples(prediction.exactOutput(0), prediction.spread(), Optional.empty());
    }
}
