package org.snapshotensemble.evaluation;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.NonFiniteAnswersException;
import org.snapshotensemble.ensemble.Prediction;
import org.snapshotensemble.network.OutputKind;

/**
 * A baseline that takes part in a measurement.
 *
 * @param name what the report calls it
 * @param run its members, usually one
 */
record Baseline(String name, Ensemble run) implements Alternative {

    @Override
    public String inWords() {
        return "baseline " + name;
    }

    @Override
    public Opponent opponent() {
        return Opponent.BASELINE;
    }

    @Override
    public int members() {
        return run.size();
    }

    @Override
    public boolean predicts(OutputKind kind, int output) {
        return output < run.outputs() && run.outputKind(output) == kind;
    }

    /** The only member's own output, which no rule should bend; or that of several members, by their rule. */
    @Override
    public INDArray answer(MultiDataSet batch, int output) {
        Prediction prediction = predict(batch);
        return run.size() == 1 ? prediction.members(output).slice(0, 0) : prediction.exactOutput(output);
    }

    private Prediction predict(MultiDataSet batch) {
        try {
            return run.predict(batch);
        } catch (NonFiniteAnswersException e) {
            throw e.saidBy(inWords());
        }
    }
}
