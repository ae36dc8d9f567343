package org.snapshotensemble.network;

import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tells, among a layer's gradients, what is none. */
final class Gradients {

    private Gradients() {}

    /**
     * Returns the views of a gradient that Deeplearning4j subtracts as they are.
     *
     * @param prefix what stands before the layer's parameters in the gradient's names
     */
    static Stream<INDArray> changes(Layer layer, Gradient gradient, String prefix) {
        return layer.paramTable().keySet().stream()
                .filter(parameter -> !layer.updaterDivideByMinibatch(parameter))
                .map(parameter -> gradient.getGradientFor(prefix + parameter))
                .filter(Objects::nonNull);
    }
}
