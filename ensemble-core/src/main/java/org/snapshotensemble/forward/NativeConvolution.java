package org.snapshotensemble.forward;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.Optional;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.snapshotensemble.onednn.Kernels;
import org.snapshotensemble.onednn.OneDnnEngine;

/**
 * A convolution on oneDNN.
 *
 * <p>The images stay in the order in which they come where there is a kernel made for it, and else are brought into the one
 * that oneDNN asks for; it chooses in which order it gives them on.
 */
record NativeConvolution(Convolution layer, Tensor input, Extent output) {

    /** Plans it; empty where oneDNN has nothing fast. */
    Optional<Tensor> plan(NativePlanner planner) {
        memory.desc any = planner.any(input.extent());
        return kernel(input.layout(), planner.any(output))
                .filter(Kernels::isFast)
                .or(() -> kernel(any, planner.any(output)).filter(found -> !Kernels.isPlainLoop(found)))
                .map(found -> add(planner, found, planner.array(output, found.dst_desc())));
    }

    private Tensor add(NativePlanner planner, convolution_forward.primitive_desc description, Tensor result) {
        Tensor source = planner.convert(input, description.src_desc());
        planner.step(new convolution_forward(description), description.scratchpad_desc())
                .with(DNNL_ARG_SRC, source)
                .with(DNNL_ARG_WEIGHTS, planner.constants().of(layer.weights(), shape(), description.weights_desc()))
                .with(DNNL_ARG_BIAS, planner.constants().of(layer.bias(), description.bias_desc()))
                .with(DNNL_ARG_DST, result);
        return result;
    }

    private Optional<convolution_forward.primitive_desc> kernel(memory.desc from, memory.desc to) {
        memory.desc anyWeights = new memory.desc(shape(), memory.data_type.f32, memory.format_tag.any);
        NativeWindow window = NativeWindow.of(layer.rows(), layer.columns(), input.extent(), output);
        return Kernels.find(() -> new convolution_forward.primitive_desc(
                new convolution_forward.desc(
                        prop_kind.forward_inference,
                        algorithm.convolution_direct,
                        from,
                        anyWeights,
                        layer.bias().layout(),
                        to,
                        window.strides(),
                        window.gaps(),
                        window.before(),
                        window.after()),
                NativePlanner.followedBy(layer.function()),
                OneDnnEngine.cpu(),
                false));
    }

    private long[] shape() {
        return new long[] {
            layer.bias().channels(),
            layer.channels(),
            layer.rows().size(),
            layer.columns().size()
        };
    }
}
