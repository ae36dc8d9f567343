package org.snapshotensemble.data;

import java.util.Arrays;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Some rows of an array, in an order; they are copied only where they are asked for, and unsigned bytes become 32-bit
 * floats there.
 *
 * @param whole the array, {@code [rows, …]}
 * @param selection the indices of the rows; all of them where it is empty
 */
record SelectedRows(INDArray whole, Optional<int[]> selection) {

    /** All rows of an array. */
    static SelectedRows all(INDArray array) {
        return new SelectedRows(array, Optional.empty());
    }

    /** The number of rows. */
    int count() {
        return selection.map(rows -> rows.length).orElseGet(() -> (int) whole.size(0));
    }

    /** The array itself where it is whole and not of bytes, otherwise a copy of the rows. */
    INDArray array() {
        return Rows.numbers(selection.map(rows -> Rows.of(whole, rows)).orElse(whole));
    }

    /** A copy of some of these rows, in C order. */
    INDArray copy(int start, int end) {
        return Rows.numbers(selection
                .map(rows -> Rows.of(whole, Arrays.copyOfRange(rows, start, end)))
                .orElseGet(() -> whole.get(NDArrayIndex.interval(start, end))
                        .reshape(shape(end - start))
                        .dup('c')));
    }

    /** The shape of so many rows: an interval of one row alone would lose a dimension. */
    private long[] shape(int rows) {
        long[] shape = whole.shape().clone();
        shape[0] = rows;
        return shape;
    }
}
