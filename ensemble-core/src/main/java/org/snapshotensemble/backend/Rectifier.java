package org.snapshotensemble.backend;

import java.nio.IntBuffer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.onednn.OneDnnEngine;

/**
 * An activation layer of rectifiers, {@code max(0, x)}, on arrays of any shape.
 *
 * <p>In training Deeplearning4j's copies its input before it activates it in place, copies it again in the backward pass, and
 * there calls a function for each value. This one writes what it reads elsewhere, once, or not even that where what computes
 * its input {@linkplain RectifiesEarlier rectifies earlier}. Its values are the same to the
 * bit, except that oneDNN makes 0 of NaN. Predictions, and values that are no 32-bit floats, take Deeplearning4j's way.
 */
final class Rectifier extends ActivationLayer {

    private static final ActivationReLU PLAIN = new ActivationReLU();

    private final Mask mask = new Mask();
    private @Nullable RectifierPrimitives primitives;
    private @Nullable RectifiesEarlier source;

    Rectifier(ActivationLayer replaced) {
        super(replaced.conf(), (DataType) LayerField.DATA_TYPE.get(replaced));
        setIndex(replaced.getIndex());
        setListeners(replaced.getListeners());
        setIterationCount(replaced.getIterationCount());
        setEpochCount(replaced.getEpochCount());
    }

    /** Whether the layer's function is the plain rectifier, without a slope, a threshold or a maximum. */
    static boolean canReplace(ActivationLayer layer) {
        return PLAIN.equals(((org.deeplearning4j.nn.conf.layers.ActivationLayer)
                        layer.conf().getLayer())
                .getActivationFn());
    }

    /** Leaves it to what computes the input, which nothing else may read, to rectify where it can. */
    void leaveTo(RectifiesEarlier before) {
        before.rectify();
        source = before;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        assertInputSet(false);
        if (training && source != null && source.hasRectified()) {
            return input;
        }
        if (training && OneDnnEngine.isLoaded() && ChannelsLast.isOnly(input)) {
            INDArray out = ChannelsLast.create(workspaces, ArrayType.ACTIVATIONS, input.shape());
            primitives(input).rectify(input, out);
            return out;
        }
        if (!training || !Floats.canView(input)) {
            return super.activate(training, workspaces);
        }
        INDArray out = workspaces.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, input.shape(), 'c');
        return Nd4j.getExecutioner().exec(new RectifiedLinear(input, out));
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        assertInputSet(true);
        if (OneDnnEngine.isLoaded() && ChannelsLast.isOnly(input)) {
            INDArray gradients = ChannelsLast.of(epsilon, workspaces, ArrayType.BP_WORKING_MEM);
            INDArray out = ChannelsLast.create(workspaces, ArrayType.ACTIVATION_GRAD, input.shape());
            if (source != null && source.hasRectified() && source.masksGradients()) {
                primitives(input).passOn(gradients, out);
            } else {
                primitives(input).propagate(input, gradients, out);
            }
            return new Pair<>(new DefaultGradient(), out);
        }
        if (!Floats.canView(input) || !Floats.canView(epsilon)) {
            return super.backpropGradient(epsilon, workspaces);
        }
        INDArray out = workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, DataType.FLOAT, input.shape(), 'c');
        mask.propagate(Floats.bits(input), Floats.bits(epsilon), Floats.bits(out), (int) input.length());
        return new Pair<>(new DefaultGradient(), out);
    }

    private RectifierPrimitives primitives(INDArray images) {
        if (primitives == null || !primitives.fits(images)) {
            primitives = new RectifierPrimitives(images.shape());
        }
        return primitives;
    }

    /** What a rectifier does to gradients; not for several threads. */
    static final class Mask {

        /** Small enough for the fastest cache, large enough that the copies' overhead does not count. */
        private static final int BLOCK = 1024;

        private final int[] values = new int[BLOCK];
        private final int[] gradients = new int[BLOCK];

        /**
         * Passes on the gradients of values that are above 0, and 0 for those of the others.
         *
         * @param in the bits of the rectifier's inputs
         * @param epsilon the bits of the gradients at its outputs
         * @param out where the bits of the gradients at its inputs go
         * @param count how many there are
         */
        void propagate(IntBuffer in, IntBuffer epsilon, IntBuffer out, int count) {
            for (int start = 0; start < count; start += BLOCK) {
                int length = Math.min(BLOCK, count - start);
                in.get(start, values, 0, length);
                epsilon.get(start, gradients, 0, length);
                apply(values, gradients, length);
                out.put(start, gradients, 0, length);
            }
        }

        /**
         * Sets the gradients of values that are not above 0 to 0. A float is above 0 where its bits, taken for an int,
         * are; the shifts make a mask of ones of that, which the processor does for many at once.
         */
        static void apply(int[] values, int[] gradients, int count) {
            for (int i = 0; i < count; i++) {
                int bits = values[i];
                gradients[i] &= (-bits >> 31) & ~(bits >> 31);
            }
        }
    }
}
