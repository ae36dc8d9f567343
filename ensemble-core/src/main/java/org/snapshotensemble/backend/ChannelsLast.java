package org.snapshotensemble.backend;

import org.bytedeco.dnnl.memory;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.onednn.Primitive;

/**
 * Images {@code [examples, channels, height, width]} whose memory has the channels of a place side by side: the order that
 * oneDNN computes in. To everybody else it is an array with unusual strides, and reads as any other.
 */
final class ChannelsLast {

    /** The dimensions from the one whose values lie side by side to the one whose values lie farthest apart. */
    private static final int[] INSIDE_OUT = {1, 3, 2, 0};

    private ChannelsLast() {}

    /** Whether the array is such images of floats without gaps; where its shape leaves no difference, also of other order. */
    static boolean is(INDArray array) {
        if (array.rank() != 4 || array.dataType() != DataType.FLOAT) {
            return false;
        }
        long stride = 1;
        for (int dimension : INSIDE_OUT) {
            if (array.size(dimension) != 1 && array.stride(dimension) != stride) {
                return false;
            }
            stride *= array.size(dimension);
        }
        return true;
    }

    /** Whether the array is such images and no others. */
    static boolean isOnly(INDArray array) {
        return is(array) && !Floats.isContiguous(array);
    }

    /** Makes an array without values. */
    static INDArray create(LayerWorkspaceMgr workspaces, ArrayType type, long... shape) {
        long[] inMemory = {shape[0], shape[2], shape[3], shape[1]};
        INDArray made = workspaces.createUninitialized(type, DataType.FLOAT, inMemory, 'c');
        long[] strides = {made.stride(0), made.stride(3), made.stride(1), made.stride(2)};
        return new ChannelsLastArray(made.data(), shape, strides);
    }

    /** Returns the array if it is such images, or a copy that is. */
    static INDArray of(INDArray array, LayerWorkspaceMgr workspaces, ArrayType type) {
        if (is(array)) {
            return array;
        }
        INDArray copy = create(workspaces, type, array.shape());
        copy(array, copy);
        return copy;
    }

    /** Returns a copy whose memory is in the order that an array has as a rule, of the dimensions as they stand. */
    static INDArray inRows(INDArray images, LayerWorkspaceMgr workspaces, ArrayType type) {
        INDArray copy = workspaces.createUninitialized(type, DataType.FLOAT, images.shape(), 'c');
        copy(images, copy);
        return copy;
    }

    /** Copies values between arrays of any strides. */
    static void copy(INDArray from, INDArray to) {
        Primitive.reorder(Primitive.layout(from), Primitive.layout(to)).run(from, to);
    }

    /** The layout of images of that shape. */
    static memory.desc layout(long... shape) {
        return new memory.desc(shape, memory.data_type.f32, memory.format_tag.acdb);
    }
}
