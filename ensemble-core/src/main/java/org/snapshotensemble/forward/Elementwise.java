package org.snapshotensemble.forward;

import java.util.List;
import java.util.Optional;
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
    };

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
            return Optional.of(Elementwise::tanh);
        } else if (kind == ActivationSigmoid.class) {
            return Optional.of(Elementwise::sigmoid);
        } else if (kind == ActivationSwish.class) {
            return Optional.of(Elementwise::swish);
        }
        return Optional.empty();
    }

    private static Elementwise leakyRectifier(float slope) {
        return (values, from, to) -> {
            for (int i = from; i < to; i++) {
                values[i] = Math.max(values[i], 0f) + slope * Math.min(values[i], 0f);
            }
        };
    }

    private static Elementwise clipped(float least, float most) {
        return (values, from, to) -> {
            for (int i = from; i < to; i++) {
                values[i] = Math.min(Math.max(values[i], least), most);
            }
        };
    }

    private static Elementwise exponentialLinear(double alpha) {
        return (values, from, to) -> {
            for (int i = from; i < to; i++) {
                if (values[i] < 0) {
                    values[i] = (float) (alpha * (Math.exp(values[i]) - 1));
                }
            }
        };
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
}
