package org.snapshotensemble.averaging;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The sum of members' parameters, in double precision.
 *
 * @param sum {@code [1, parameters]}
 * @param count how many members are in it
 */
record WeightSum(INDArray sum, int count) {

    static WeightSum of(INDArray parameters) {
        INDArray sum = parameters.castTo(DataType.DOUBLE);
        return new WeightSum(sum == parameters ? sum.dup() : sum, 1);
    }

    /** This sum and one member more, as a new array. */
    WeightSum plus(INDArray parameters) {
        return new WeightSum(sum.add(parameters.castTo(DataType.DOUBLE)), count + 1);
    }

    /** The mean, as a new array of the type that the network has. */
    INDArray mean(DataType type) {
        return sum.div(count).castTo(type);
    }
}
