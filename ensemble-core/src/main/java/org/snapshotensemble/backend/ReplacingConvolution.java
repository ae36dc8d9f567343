package org.snapshotensemble.backend;

import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.nd4j.linalg.api.buffer.DataType;

/** A convolution that takes the place of another in a network that is initialized. */
abstract class ReplacingConvolution extends ConvolutionLayer {

    /**
     * Takes over what a layer has.
     *
     * @param replaced its parameters and gradients become this one's, uncopied
     */
    ReplacingConvolution(ConvolutionLayer replaced) {
        super(replaced.conf(), (DataType) LayerField.DATA_TYPE.get(replaced));
        setIndex(replaced.getIndex());
        setListeners(replaced.getListeners());
        setIterationCount(replaced.getIterationCount());
        setEpochCount(replaced.getEpochCount());
        setParamsViewArray(replaced.params());
        setParamTable(replaced.paramTable());
        if (replaced.getGradientsViewArray() != null) {
            setBackpropGradientsViewArray(replaced.getGradientsViewArray());
        }
    }
}
