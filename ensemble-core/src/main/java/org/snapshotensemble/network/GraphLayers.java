package org.snapshotensemble.network;

import java.util.IdentityHashMap;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.snapshotensemble.backend.FastLayers;

/** The layers of a graph, which holds each in two places, made faster. */
record GraphLayers(ComputationGraph graph) {

    void accelerate() {
        IdentityHashMap<Layer, Layer> faster = new IdentityHashMap<>();
        Layer[] layers = graph.getLayers();
        for (int index = 0; index < layers.length; index++) {
            Layer fast = FastLayers.faster(layers[index]);
            faster.put(layers[index], fast);
            layers[index] = fast;
        }
        for (GraphVertex vertex : graph.getVertices()) {
            if (vertex instanceof LayerVertex holder && faster.containsKey(holder.getLayer())) {
                holder.setLayer(faster.get(holder.getLayer()));
            }
        }
    }

    /** Of an input that several take the graph sums the gradients: there none may be left out. */
    void omitInputGradients() {
        GraphVertex[] vertices = graph.getVertices();
        for (GraphVertex input : vertices) {
            VertexIndices[] takers = input.getOutputVertices();
            if (input.isInputVertex()
                    && takers.length == 1
                    && vertices[takers[0].getVertexIndex()] instanceof LayerVertex holder
                    && holder.getLayerPreProcessor() == null) {
                FastLayers.omitInputGradient(holder.getLayer());
            }
        }
    }
}
