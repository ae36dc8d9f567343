package org.snapshotensemble.network;

import java.util.Arrays;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.snapshotensemble.backend.FastLayers;
import org.snapshotensemble.backend.ImageSum;

/**
 * Where in a graph images may have the channels of a place side by side in memory: where all that take them are fast on
 * that order, and so are all that take what those pass on.
 */
final class ChannelsLastOrders {

    private final GraphVertex[] vertices;

    ChannelsLastOrders(GraphVertex... vertices) {
        this.vertices = vertices.clone();
    }

    /** Whether such images may be a vertex's output. */
    boolean areTakenBehind(GraphVertex vertex) {
        VertexIndices[] takers = vertex.getOutputVertices();
        return takers != null
                && takers.length > 0
                && Arrays.stream(takers).allMatch(taker -> areTakenBy(vertices[taker.getVertexIndex()]));
    }

    private boolean areTakenBy(GraphVertex vertex) {
        if (vertex instanceof LayerVertex holder && holder.getLayerPreProcessor() == null) {
            return switch (FastLayers.order(holder.getLayer())) {
                case TAKEN -> true;
                case PASSED_ON -> areTakenBehind(vertex);
                case FOREIGN -> false;
            };
        }
        return ImageSum.isOne(vertex) && areTakenBehind(vertex);
    }
}
