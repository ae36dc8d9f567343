package org.snapshotensemble.spark;

import com.google.common.primitives.ImmutableLongArray;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.backend.NativeArrays;
import org.snapshotensemble.data.ImageSize;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.snapshot.Run;

/**
 * The shape of one example.
 *
 * @param dimensions such as {@code [channels, height, width]}; none for a row of however many values
 */
record ExampleShape(ImmutableLongArray dimensions) implements Serializable {

    /** Takes the shape that a person gives. */
    static ExampleShape of(long... dimensions) {
        if (dimensions.length == 0 || Arrays.stream(dimensions).anyMatch(dimension -> dimension <= 0)) {
            throw new IllegalArgumentException(
                    "exampleShape must be numbers > 0, at least 1, was " + Arrays.toString(dimensions));
        }
        return new ExampleShape(ImmutableLongArray.copyOf(dimensions));
    }

    /** Takes the size of the images that a run recorded, or else rows. */
    static ExampleShape of(Run run) {
        return run.manifest()
                .data()
                .flatMap(DataRecord::imageSize)
                .map(ExampleShape::of)
                .orElseGet(() -> new ExampleShape(ImmutableLongArray.of()));
    }

    private static ExampleShape of(ImageSize size) {
        return of(size.channels(), size.height(), size.width());
    }

    /**
     * Puts examples into one array.
     *
     * @return {@code [examples, …]}, 32-bit floats
     * @throws IllegalArgumentException if one has another number of values than it should
     */
    INDArray array(List<float[]> examples) {
        int width = dimensions.isEmpty()
                ? examples.get(0).length
                : Math.toIntExact(dimensions.stream().reduce(1, Math::multiplyExact));
        for (int example = 0; example < examples.size(); example++) {
            int length = examples.get(example).length;
            if (length != width || width == 0) {
                throw new IllegalArgumentException("row " + example + " must have "
                        + (width == 0 ? "at least 1 value" : width + " values") + ", had " + length);
            }
        }
        return NativeArrays.ofRows(examples, shape(examples.size(), width));
    }

    private long[] shape(int examples, int width) {
        LongStream each = dimensions.isEmpty() ? LongStream.of(width) : dimensions.stream();
        return LongStream.concat(LongStream.of(examples), each).toArray();
    }
}
