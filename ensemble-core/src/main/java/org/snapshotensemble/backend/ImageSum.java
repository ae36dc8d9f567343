package org.snapshotensemble.backend;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import java.util.Arrays;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.ElementWiseVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.onednn.OneDnnEngine;
import org.snapshotensemble.onednn.Primitive;

/**
 * The sum of two inputs of a graph, which in training adds images in the order of {@link ChannelsLast} as they lie. Anything
 * else takes Deeplearning4j's way.
 */
@SuppressWarnings(
        "overrides") // of Deeplearning4j's, one of whose methods takes an array for the interface's variable arguments
public final class ImageSum extends ElementWiseVertex implements RectifiesEarlier {

    private @Nullable Primitive addition;
    private @Nullable Primitive copy;
    private long[] shape = {};
    private boolean rectifies;
    private boolean addedImages;

    private ImageSum(ElementWiseVertex replaced) {
        super(
                replaced.getGraph(),
                replaced.getVertexName(),
                replaced.getVertexIndex(),
                replaced.getInputVertices(),
                replaced.getOutputVertices(),
                Op.Add,
                (DataType) LayerField.VERTEX_DATA_TYPE.get(replaced));
        setOutputVertex(replaced.isOutputVertex());
    }

    /** Returns what is to take a vertex's place: a sum if it is one of two inputs, else the vertex itself. */
    public static GraphVertex faster(GraphVertex vertex) {
        return vertex.getClass() == ElementWiseVertex.class && isOne(vertex)
                ? new ImageSum((ElementWiseVertex) vertex)
                : vertex;
    }

    /** Whether the vertex is such a sum, or can be replaced by one. */
    public static boolean isOne(GraphVertex vertex) {
        return vertex instanceof ElementWiseVertex sum
                && OneDnnEngine.isLoaded()
                && LayerField.VERTEX_OPERATION.get(sum) == Op.Add
                && vertex.getNumInputArrays() == 2;
    }

    /** Before the first batch. */
    @Override
    public void rectify() {
        rectifies = true;
    }

    @Override
    public boolean hasRectified() {
        return addedImages && rectifies;
    }

    /** A sum takes what comes back, and the rectifier can tell from its input what was above 0. */
    @Override
    public boolean masksGradients() {
        return false;
    }

    @Override
    public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray first = inputs[0];
        INDArray second = inputs[1];
        addedImages = training
                && canDoForward()
                && ChannelsLast.isOnly(first)
                && ChannelsLast.isOnly(second)
                && first.equalShapes(second);
        if (!addedImages) {
            return super.doForward(training, workspaces);
        }
        INDArray out = ChannelsLast.create(workspaces, ArrayType.ACTIVATIONS, first.shape());
        addition(first.shape())
                .with(DNNL_ARG_SRC_0, first)
                .with(DNNL_ARG_SRC_1, second)
                .with(DNNL_ARG_DST, out)
                .run();
        return out;
    }

    @Override
    public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
        if (!addedImages || copy == null || !canDoBackward()) {
            return super.doBackward(tbptt, workspaces);
        }
        // Each input its own: what follows may add to it in place.
        INDArray[] out = new INDArray[2];
        for (int input = 0; input < out.length; input++) {
            out[input] = ChannelsLast.create(workspaces, ArrayType.ACTIVATION_GRAD, shape);
            if (ChannelsLast.is(epsilon)) {
                copy.run(epsilon, out[input]);
            } else {
                ChannelsLast.copy(epsilon, out[input]);
            }
        }
        return new Pair<>(null, out);
    }

    private Primitive addition(long[] wanted) {
        if (addition == null || !Arrays.equals(shape, wanted)) {
            memory.desc layout = ChannelsLast.layout(wanted);
            primitive_attr attributes = Primitive.attributes();
            if (rectifies) {
                post_ops after = new post_ops();
                after.append_eltwise(1, algorithm.eltwise_relu, 0, 0);
                attributes.set_post_ops(after);
            }
            var description = new binary.primitive_desc(
                    new binary.desc(algorithm.binary_add, layout, layout, layout),
                    attributes,
                    OneDnnEngine.cpu(),
                    false);
            addition = Primitive.of(new binary(description), description.scratchpad_desc())
                    .takes(DNNL_ARG_SRC_0, layout)
                    .takes(DNNL_ARG_SRC_1, layout)
                    .takes(DNNL_ARG_DST, layout);
            copy = Primitive.reorder(layout, layout);
            shape = wanted.clone();
        }
        return addition;
    }
}
