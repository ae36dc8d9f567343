package org.snapshotensemble.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tells the two kinds of configuration apart and makes the network of either. */
final class NetworkRestorer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private NetworkRestorer() {}

    static Network restore(String configurationJson, INDArray parameters) {
        Network network = make(configurationJson, parameters);
        network.accelerate();
        return network;
    }

    private static Network make(String configurationJson, INDArray parameters) {
        JsonNode configuration = read(configurationJson);
        if (configuration.has("confs")) {
            MultiLayerNetwork network = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(configurationJson));
            network.init(parameters, false);
            return new SequentialNetwork(network);
        }
        if (configuration.has("vertices")) {
            ComputationGraph graph = new ComputationGraph(ComputationGraphConfiguration.fromJson(configurationJson));
            graph.init(parameters, false);
            return new GraphNetwork(graph);
        }
        throw new IllegalArgumentException("configuration must be Deeplearning4j's JSON of a MultiLayerNetwork"
                + " (with \"confs\") or a ComputationGraph (with \"vertices\"), has neither");
    }

    private static JsonNode read(String configurationJson) {
        try {
            return JSON.readTree(configurationJson);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("configuration is not JSON: " + e.getOriginalMessage(), e);
        }
    }
}
