package org.snapshotensemble.ensemble;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads one member out of {@code [members, examples, …]}. */
final class MemberArrays {

    /** The dimension of the classes in one member's output, {@code [examples, classes, …]}. */
    static final int CLASSES = 1;

    private MemberArrays() {}

    /** Returns a copy of a member's values, {@code [examples, …]}, of type DOUBLE. */
    static INDArray member(INDArray members, int member) {
        INDArray slice = members.slice(member, 0);
        return slice.dataType() == DataType.DOUBLE ? slice.dup('c') : slice.castTo(DataType.DOUBLE);
    }
}
