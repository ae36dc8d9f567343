package org.snapshotensemble.network;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.archive.ConfigurationText;

/** The plan of a {@link ComputationGraph}. */
record GraphPlan(ConfigurationText text, ComputationGraphConfiguration configuration, long parameters)
        implements NetworkPlan {

    static GraphPlan of(ConfigurationText text) {
        ComputationGraphConfiguration configuration = text.as(ComputationGraphConfiguration.class);
        requireOrder(configuration);
        long parameters = configuration.getVertices().values().stream()
                .mapToLong(vertex -> vertex.numParams(true))
                .peek(GraphPlan::requireNotNegative)
                .reduce(0, Math::addExact);
        return new GraphPlan(text, configuration, parameters);
    }

    private static void requireNotNegative(long parameters) {
        if (parameters < 0) {
            throw new IllegalArgumentException("a vertex has " + parameters + " parameters");
        }
    }

    /** Deeplearning4j believes the order in which the vertices are to be computed. */
    private static void requireOrder(ComputationGraphConfiguration configuration) {
        Set<String> names = new HashSet<>(configuration.getVertices().keySet());
        names.addAll(configuration.getNetworkInputs());
        @Nullable List<String> order = configuration.getTopologicalOrderStr();
        if (order != null && (order.size() != names.size() || !names.equals(new HashSet<>(order)))) {
            throw new IllegalArgumentException("its topologicalOrderStr must name each input and vertex once");
        }
        int @Nullable [] indices = configuration.getTopologicalOrder();
        if (indices != null
                && !Arrays.equals(
                        Arrays.stream(indices).sorted().toArray(),
                        IntStream.range(0, names.size()).toArray())) {
            throw new IllegalArgumentException("its topologicalOrder must have each input and vertex once");
        }
    }

    @Override
    public DataType dataType() {
        return configuration.getDataType();
    }

    @Override
    public Network restore(INDArray parameterArray) {
        CrashDumps.switchOff();
        try {
            return GraphNetwork.over(parameterArray, configuration);
        } catch (RuntimeException e) {
            throw text.unreadable(String.valueOf(e.getMessage()), e);
        }
    }
}
