package org.snapshotensemble.ensemble;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A number of examples, cut into slices of equal length, the last one shorter.
 *
 * @param examples how many there are to cut
 * @param length the examples of a slice
 */
record Slices(long examples, long length) {

    Slices {
        if (examples <= 0) {
            throw new IllegalArgumentException("examples must be > 0, was " + examples);
        }
        if (length <= 0) {
            throw new IllegalArgumentException("length must be > 0, was " + length);
        }
    }

    int count() {
        return Math.toIntExact((examples + length - 1) / length);
    }

    /** The first example of a slice. */
    long from(int slice) {
        return slice * length;
    }

    /** The example after the last one of a slice. */
    long to(int slice) {
        return Math.min(examples, (slice + 1) * length);
    }

    /** Returns each array's part of a slice, in no workspace; null where there is no array. */
    @Nullable
    INDArray[] of(int slice, @Nullable INDArray[] arrays) {
        @Nullable INDArray[] parts = new INDArray[arrays.length];
        for (int i = 0; i < arrays.length; i++) {
            INDArray array = arrays[i];
            parts[i] = array == null ? null : part(slice, array);
        }
        return parts;
    }

    private INDArray part(int slice, INDArray array) {
        INDArray part = count() == 1 ? array : rows(array, from(slice), to(slice));
        if (part.isAttached()) {
            // Another thread is to read it, which knows nothing of this one's workspaces.
            return part.detach();
        }
        return part;
    }

    /**
     * Returns a view of some examples of an array. Deeplearning4j's own {@code get} gives nothing at all for some views
     * of views.
     */
    static INDArray rows(INDArray array, long from, long to) {
        long[] shape = array.shape().clone();
        shape[0] = to - from;
        long[] strides = array.stride();
        long offset = array.offset() + from * strides[0];
        return Nd4j.create(array.data(), shape, strides, offset, Shape.getOrder(shape, strides, 1));
    }
}
