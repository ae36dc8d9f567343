package org.snapshotensemble.checkpoint;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.network.Network;

/**
 * What the arrays of a network's checkpoint are like.
 *
 * @param dataType the type of the numbers
 * @param parameters the number of parameters
 * @param updaterState the length of the updaters' state, 0 where they have none
 */
public record NetworkState(DataType dataType, long parameters, long updaterState) {

    /** Describes a network. */
    public static NetworkState of(Network network) {
        return new NetworkState(
                network.parameters().dataType(),
                network.parameters().length(),
                network.updaterState().map(INDArray::length).orElse(0L));
    }
}
