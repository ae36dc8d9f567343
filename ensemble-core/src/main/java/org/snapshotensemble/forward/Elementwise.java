package org.snapshotensemble.forward;

import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** A function of each value by itself. */
interface Elementwise extends Operation {

    Elementwise IDENTITY = new Elementwise() {
        @Override
        public void apply(float[] values, int from, int to) {}

        @Override
        public boolean isView() {
            return true;
        }

        @Override
        public Optional<NativeFunction> onOneDnn() {
            return Optional.empty();
        }
    };

    Elementwise RECTIFIER = new Elementwise() {
        @Override
        public void apply(float[] values, int from, int to) {
            for (int i = from; i < to; i++) {
                values[i] = Math.max(values[i], 0f);
            }
        }

        @Override
        public void addThenApply(float addend, float[] values, int from, int to) {
            for (int i = from; i < to; i++) {
                values[i] = Math.max(values[i] + addend, 0f);
            }
        }

        @Override
        public Optional<NativeFunction> onOneDnn() {
            return Optional.of(NativeFunction.of(algorithm.eltwise_relu));
        }
    };

    /** A loop over values. */
    @FunctionalInterface
    interface Loop {
        void apply(float[] values, int from, int to);
    }

    /** A function as a loop, and as oneDNN knows it. */
    record TwoForms(Loop loop, NativeFunction nativeForm) implements Elementwise {
        @Override
        public void apply(float[] values, int from, int to) {
            loop.apply(values, from, to);
        }

        @Override
        public Optional<NativeFunction> onOneDnn() {
            return Optional.of(nativeForm);
        }
    }

    /** Returns the function as oneDNN knows it; empty where there is nothing to do. */
    Optional<NativeFunction> onOneDnn();

    /** Replaces the values from an index up to, not including, another one. */
    void apply(float[] values, int from, int to);

    /** Adds a number to each of those values first. */
    default void addThenApply(float addend, float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] += addend;
        }
        apply(values, from, to);
    }

    /** Returns Deeplearning4j's function, where it is one of those known. */
    static Optional<Elementwise> of(IActivation function) {
        Class<?> kind = function.getClass();
        if (kind == ActivationIdentity.class) {
            return Optional.of(IDENTITY);
        } else if (function.equals(new ActivationReLU())) {
            return Optional.of(RECTIFIER);
        } else if (kind == ActivationLReLU.class) {
            return Optional.of(leakyRectifier((float) ((ActivationLReLU) function).getAlpha()));
        } else if (kind == ActivationReLU6.class) {
            return Optional.of(clipped(0, 6));
        } else if (kind == ActivationHardTanH.class) {
            return Optional.of(clipped(-1, 1));
        } else if (kind == ActivationELU.class) {
            return Optional.of(exponentialLinear(((ActivationELU) function).getAlpha()));
        } else if (kind == ActivationTanH.class) {
            return Optional.of(new TwoForms(Elementwise::tanh, NativeFunction.of(algorithm.eltwise_tanh)));
        } else if (kind == ActivationSigmoid.class) {
            return Optional.of(new TwoForms(Elementwise::sigmoid, NativeFunction.of(algorithm.eltwise_logistic)));
        } else if (kind == ActivationSwish.class) {
            return Optional.of(new TwoForms(Elementwise::swish, new NativeFunction(algorithm.eltwise_swish, 1, 0)));
        }
        return Optional.empty();
    }

    private static Elementwise leakyRectifier(float slope) {
        Loop loop = (values, from, to) -> {
            for (int i = from; i < to; i++) {
                values[i] = Math.max(values[i], 0f) + slope * Math.min(values[i], 0f);
            }
        };
        return new TwoForms(loop, new NativeFunction(algorithm.eltwise_relu, slope, 0));
    }

    private static Elementwise clipped(float least, float most) {
        Loop loop = (values, from, to) -> {
            for (int i = from; i < to; i++) {
                values[i] = Math.min(Math.max(values[i], least), most);
            }
        };
        return new TwoForms(loop, new NativeFunction(algorithm.eltwise_clip, least, most));
    }

    private static Elementwise exponentialLinear(double alpha) {
        Loop loop = (values, from, to) -> {
            for (int i = from; i < to; i++) {
                if (values[i] < 0) {
                    values[i] = (float) (alpha * (Math.exp(values[i]) - 1));
                }
            }
        };
        return new TwoForms(loop, new NativeFunction(algorithm.eltwise_elu, (float) alpha, 0));
    }

    // Not Math.tanh, which takes several times as long; in double precision the difference cancels little.
    private static void tanh(float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = (float) (1 - 2 / (Math.exp(2.0 * values[i]) + 1));
        }
    }

    private static void sigmoid(float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = (float) (1 / (1 + Math.exp(-values[i])));
        }
    }

    private static void swish(float[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            values[i] = (float) (values[i] / (1 + Math.exp(-values[i])));
        }
    }

    @Override
    default Optional<Extent> extent(List<Extent> inputs) {
        return inputs.size() == 1 ? Optional.of(inputs.get(0)) : Optional.empty();
    }

    @Override
    default Step bind(List<Extent> inputs) {
        int length = inputs.get(0).length();
        return (scratch, in, offsets, out, outOffset, examples) -> {
            System.arraycopy(in[0], offsets[0], out, outOffset, examples * length);
            apply(out, outOffset, outOffset + examples * length);
        };
    }

    @Override
    default Optional<Tensor> plan(NativePlanner planner, List<Tensor> inputs) {
        return onOneDnn().orElseThrow().plan(planner, inputs.get(0));
    }
}
