package org.snapshotensemble.evaluation;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.snapshotensemble.network.OutputKind;

/** What a person could have used in place of the ensemble, other than one of its members, and that is measured with it. */
sealed interface Alternative permits Baseline, AveragedNetwork {

    /** What the report calls it. */
    String name();

    /** What a message calls it. */
    String inWords();

    /** What kind of model it is. */
    Opponent opponent();

    /** How many networks it asks of an example. */
    int members();

    /** Whether the output exists and its values mean this. */
    boolean predicts(OutputKind kind, int output);

    /** What it says of a batch, {@code [examples, columns]}. */
    INDArray answer(MultiDataSet batch, int output);
}
