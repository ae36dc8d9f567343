package org.snapshotensemble.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.snapshotensemble.forward.ForwardPass;
import org.snapshotensemble.forward.ForwardPassBuilder;

/** Takes a graph apart, vertex by vertex, in the order in which it computes. */
final class GraphForwardPass {

    private final ComputationGraph graph;
    private final ForwardPassBuilder builder = new ForwardPassBuilder();
    private final Map<String, Integer> places = new HashMap<>();

    private GraphForwardPass(ComputationGraph graph) {
        this.graph = graph;
    }

    static Optional<ForwardPass> of(ComputationGraph graph) {
        return new GraphForwardPass(graph).build();
    }

    private Optional<ForwardPass> build() {
        ComputationGraphConfiguration configuration = graph.getConfiguration();
        for (String input : configuration.getNetworkInputs()) {
            places.put(input, builder.input());
        }
        for (int index : graph.topologicalSortOrder()) {
            String name = graph.getVertices()[index].getVertexName();
            GraphVertex vertex = configuration.getVertices().get(name);
            if (vertex != null) {
                List<Integer> from = Objects.requireNonNull(
                                configuration.getVertexInputs().get(name), name)
                        .stream()
                        .map(places::get)
                        .toList();
                places.put(
                        name,
                        vertex instanceof LayerVertex layer ? layer(name, layer, from) : builder.vertex(vertex, from));
            }
        }
        return builder.build(
                configuration.getNetworkOutputs().stream().map(places::get).toList());
    }

    private int layer(String name, LayerVertex vertex, List<Integer> from) {
        int input = from.get(0);
        if (vertex.getPreProcessor() != null) {
            input = builder.preprocessor(vertex.getPreProcessor(), input);
        }
        return builder.layer(graph.getLayer(name), input);
    }
}
