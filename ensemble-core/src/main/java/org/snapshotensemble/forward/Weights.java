package org.snapshotensemble.forward;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.backend.Floats;

/**
 * A layer's weights as a native matrix, {@code [outputs, weights of an output]} in C order: the network's own where they
 * lie that way, a copy otherwise.
 */
final class Weights {

    private final INDArray array;
    private final FloatPointer pointer;

    private Weights(INDArray array) {
        this.array = array;
        this.pointer = Floats.pointer(array);
    }

    /** @param array of type FLOAT; the outputs are in its first dimension */
    static Weights of(INDArray array) {
        return new Weights(Floats.canView(array) ? array : array.dup('c'));
    }

    int outputs() {
        return (int) array.size(0);
    }

    /** The weights of an output. */
    int each() {
        return (int) (array.length() / array.size(0));
    }

    FloatPointer pointer() {
        return pointer;
    }

    /** Returns a copy whose outputs are multiplied by a number each. */
    Weights times(PerChannel factors) {
        int each = each();
        float[] scaled = new float[Math.multiplyExact(outputs(), each)];
        Floats.values(array).get(0, scaled);
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factors.at(i / each);
        }
        return new Weights(Nd4j.createFromArray(scaled).reshape('c', array.shape()));
    }
}
