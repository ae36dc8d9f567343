package org.snapshotensemble.network;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.snapshotensemble.backend.FastLayers;
import org.snapshotensemble.backend.ImageSum;

/** The layers of a graph, which holds each in two places, made faster. */
record GraphLayers(ComputationGraph graph) {

    void accelerate() {
        IdentityHashMap<Layer, Layer> faster = new IdentityHashMap<>();
        GraphVertex[] vertices = graph.getVertices();
        ChannelsLastOrders orders = new ChannelsLastOrders(vertices);
        for (GraphVertex vertex : vertices) {
            if (vertex instanceof LayerVertex holder) {
                Layer layer = holder.getLayer();
                faster.put(layer, FastLayers.faster(layer, orders.areTakenBehind(vertex)));
            }
        }
        Layer[] layers = graph.getLayers();
        Arrays.setAll(layers, index -> faster.getOrDefault(layers[index], layers[index]));
        for (int index = 0; index < vertices.length; index++) {
            vertices[index] = ImageSum.faster(vertices[index]);
            if (vertices[index] instanceof LayerVertex holder) {
                holder.setLayer(faster.get(holder.getLayer()));
            }
        }
        for (GraphVertex vertex : vertices) {
            onlyLayerBehind(vertex).ifPresent(next -> FastLayers.rectifyEarlier(vertex, next));
        }
    }

    /** The layer that takes a vertex's output as it is, if nobody else takes it. */
    private Optional<Layer> onlyLayerBehind(GraphVertex vertex) {
        VertexIndices[] takers = vertex.getOutputVertices();
        return takers != null
                        && takers.length == 1
                        && !vertex.isOutputVertex()
                        && graph.getVertices()[takers[0].getVertexIndex()] instanceof LayerVertex holder
                        && holder.getLayerPreProcessor() == null
                ? Optional.of(holder.getLayer())
                : Optional.empty();
    }

    /** Those that alone take an input; of one that several take the graph sums the gradients: there none may be left out. */
    List<Layer> onlyLayersBehindInputs() {
        return Arrays.stream(graph.getVertices())
                .filter(GraphVertex::isInputVertex)
                .flatMap(input -> onlyLayerBehind(input).stream())
                .toList();
    }
}
