package org.snapshotensemble.network;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.archive.ConfigurationText;

/** The plan of a {@link MultiLayerNetwork}. */
record SequentialPlan(ConfigurationText text, MultiLayerConfiguration configuration, long parameters)
        implements NetworkPlan {

    static SequentialPlan of(ConfigurationText text) {
        MultiLayerConfiguration configuration = text.as(MultiLayerConfiguration.class);
        long parameters =
                configuration.getConfs().stream().mapToLong(NetworkPlan::count).reduce(0, Math::addExact);
        return new SequentialPlan(text, configuration, parameters);
    }

    @Override
    public DataType dataType() {
        return configuration.getDataType();
    }

    @Override
    public Network restore(INDArray parameterArray) {
        CrashDumps.switchOff();
        try {
            return SequentialNetwork.over(parameterArray, configuration);
        } catch (RuntimeException e) {
            throw text.unreadable(String.valueOf(e.getMessage()), e);
        }
    }
}
