package org.snapshotensemble.evaluation;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.network.OutputKind;

/**
 * One network in place of the ensemble, whose weights are the mean of the members'.
 *
 * @param network the network
 * @param targets what was done to the targets that the members learnt, in the first output
 */
record AveragedNetwork(Network network, Preprocessing targets) implements Alternative {

    static final String NAME = "averaged weights";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String inWords() {
        return "the network of " + name();
    }

    @Override
    public Opponent opponent() {
        return Opponent.AVERAGED_WEIGHTS;
    }

    @Override
    public int members() {
        return 1;
    }

    @Override
    public boolean predicts(OutputKind kind, int output) {
        return output < network.outputKinds().size() && network.outputKinds().get(output) == kind;
    }

    @Override
    public INDArray answer(MultiDataSet batch, int output) {
        INDArray answer = network.output(batch.getFeatures(), batch.getFeaturesMaskArrays())[output];
        return output == 0 && targets.kind() != Preprocessing.Kind.NONE ? targets.undo(answer) : answer;
    }
}
