package org.snapshotensemble.backend;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.ElementWiseVertex;
import org.deeplearning4j.nn.layers.AbstractLayer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionHelper;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.layers.normalization.BatchNormalizationHelper;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The fields of Deeplearning4j's layers that are set or read from here, for which it has no method. */
final class LayerField {

    /** What a convolution runs on. */
    static final VarHandle CONVOLUTION_HELPER = find(ConvolutionLayer.class, "helper", ConvolutionHelper.class);

    /** What a batch norm runs on. */
    static final VarHandle BATCH_NORM_HELPER = find(BatchNormalization.class, "helper", BatchNormalizationHelper.class);

    /** What a convolution's backward pass takes for its forward pass's result, where it is not null. */
    static final VarHandle PRE_OUTPUT = find(AbstractLayer.class, "preOutput", INDArray.class);

    /** The type of a layer's values. */
    static final VarHandle DATA_TYPE = find(AbstractLayer.class, "dataType", DataType.class);

    /** The type of the values that a vertex of a graph gives. */
    static final VarHandle VERTEX_DATA_TYPE = find(BaseGraphVertex.class, "dataType", DataType.class);

    /** What an element-wise vertex does. */
    static final VarHandle VERTEX_OPERATION = find(ElementWiseVertex.class, "op", ElementWiseVertex.Op.class);

    private LayerField() {}

    private static VarHandle find(Class<?> owner, String name, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).findVarHandle(owner, name, type);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(
                    owner.getName() + " has no field " + name + " of " + type.getName()
                            + ": this is made for Deeplearning4j 1.0.0-M2.1",
                    e);
        }
    }
}
