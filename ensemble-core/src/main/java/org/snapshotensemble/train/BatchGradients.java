package org.snapshotensemble.train;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradients of a batch, added up over its examples.
 *
 * @param sums {@code [1, parameters]}: as {@link org.snapshotensemble.network.Network#gradients()} gives them for each part
 *     of the batch, added. What are {@linkplain org.snapshotensemble.network.Network#changes() changes} rather than
 *     gradients are weighted by the examples of their part.
 * @param examples in the batch, at least 1
 * @param loss the mean over the examples, regularization included
 */
public record BatchGradients(INDArray sums, int examples, double loss) {

    public BatchGradients {
        if (examples < 1) {
            throw new IllegalArgumentException("examples must be > 0, was " + examples);
        }
    }
}
