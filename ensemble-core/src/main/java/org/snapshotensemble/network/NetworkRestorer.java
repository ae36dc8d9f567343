package org.snapshotensemble.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Tells the two kinds of configuration apart and makes the network of either. */
final class NetworkRestorer {

    private static final ObjectMapper JSON = new ObjectMapper();

    private NetworkRestorer() {}

    static Network restore(String configurationJson, INDArray parameters) {
        JsonNode configuration = read(configurationJson);
        if (configuration.has("confs")) {
            return SequentialNetwork.over(parameters, MultiLayerConfiguration.fromJson(configurationJson));
        }
        if (configuration.has("vertices")) {
            return GraphNetwork.over(parameters, ComputationGraphConfiguration.fromJson(configurationJson));
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
