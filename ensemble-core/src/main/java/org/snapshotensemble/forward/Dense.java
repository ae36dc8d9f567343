package org.snapshotensemble.forward;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.snapshotensemble.onednn.Kernels;
import org.snapshotensemble.onednn.OneDnnEngine;

/** Rows times a matrix, and a bias. */
record Dense(Weights weights, PerChannel bias, Elementwise function) implements Operation {

    @Override
    public Optional<Extent> extent(List<Extent> inputs) {
        Extent input = inputs.get(0);
        return input.isImage() || input.channels() != weights.each()
                ? Optional.empty()
                : Optional.of(Extent.row(weights.outputs()));
    }

    @Override
    public boolean wantsManyExamples() {
        return true;
    }

    @Override
    public Optional<Operation> then(Operation next) {
        if (function != Elementwise.IDENTITY) {
            return Optional.empty();
        } else if (next instanceof Elementwise more) {
            return Optional.of(new Dense(weights, bias, more));
        } else if (next instanceof Scaling scaling && scaling.factors().channels() == bias.channels()) {
            return Optional.of(new Dense(
                    weights.times(scaling.factors()),
                    bias.scaled(scaling.factors(), scaling.addends()),
                    scaling.function()));
        }
        return Optional.empty();
    }

    @Override
    public Step bind(List<Extent> inputs) {
        return (scratch, in, offsets, out, outOffset, examples) ->
                multiply(scratch, in[0], offsets[0], out, outOffset, examples);
    }

    private void multiply(Scratch scratch, float[] in, int from, float[] out, int to, int examples) {
        int width = weights.each();
        int outputs = bias.channels();
        Scratch.Native rows = scratch.factor(examples * width);
        Scratch.Native products = scratch.nativeProduct(examples * outputs);
        rows.buffer().put(0, in, from, examples * width);
        if (examples == 1) {
            cblas_sgemv(
                    CblasRowMajor,
                    CblasNoTrans,
                    outputs,
                    width,
                    1,
                    weights.pointer(),
                    width,
                    rows.pointer(),
                    1,
                    0,
                    products.pointer(),
                    1);
        } else {
            cblas_sgemm(
                    CblasRowMajor,
                    CblasNoTrans,
                    CblasTrans,
                    examples,
                    outputs,
                    width,
                    1,
                    rows.pointer(),
                    width,
                    weights.pointer(),
                    width,
                    0,
                    products.pointer(),
                    outputs);
        }
        products.buffer().get(0, out, to, examples * outputs);
        for (int example = 0; example < examples; example++) {
            int row = to + example * outputs;
            for (int output = 0; output < outputs; output++) {
                out[row + output] += bias.at(output);
            }
        }
        function.apply(out, to, to + examples * outputs);
    }

    @Override
    public Optional<Tensor> plan(NativePlanner planner, List<Tensor> inputs) {
        Tensor rows = planner.plain(inputs.get(0));
        Extent extent = Extent.row(weights.outputs());
        long[] shape = {weights.outputs(), weights.each()};
        memory.desc anyWeights = new memory.desc(shape, memory.data_type.f32, memory.format_tag.any);
        return Kernels.find(() -> new inner_product_forward.primitive_desc(
                        new inner_product_forward.desc(
                                prop_kind.forward_inference,
                                rows.layout(),
                                anyWeights,
                                bias.layout(),
                                planner.plain(extent)),
                        NativePlanner.followedBy(function),
                        OneDnnEngine.cpu(),
                        false))
                .filter(description -> !Kernels.isPlainLoop(description))
                .map(description -> {
                    Tensor output = planner.array(extent, description.dst_desc());
                    planner.step(new inner_product_forward(description), description.scratchpad_desc())
                            .with(DNNL_ARG_SRC, rows)
                            .with(DNNL_ARG_WEIGHTS, planner.constants().of(weights, shape, description.weights_desc()))
                            .with(DNNL_ARG_BIAS, planner.constants().of(bias, description.bias_desc()))
                            .with(DNNL_ARG_DST, output);
                    return output;
                });
    }
}
