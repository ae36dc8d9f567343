package org.snapshotensemble.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;

/** Deeplearning4j's configuration of either kind of network, as it came from a file. Changes: use it for one network. */
sealed interface Configuration permits SequentialConfiguration, GraphConfiguration {

    /**
     * Follows the data through the layers: sets the number of inputs where the file leaves it open, flattens images
     * where a layer takes rows, as Deeplearning4j does when it is told the type of the input.
     *
     * @throws UnfitModelException if a layer cannot take what it gets, or the output is not what the data needs
     */
    void fit(NetworkShape shape);

    /** The output layer, as messages name it. */
    String outputName();

    /** Makes the network. */
    Model network(long seed);

    /**
     * Lets Deeplearning4j read the text.
     *
     * @throws UnfitModelException if it cannot
     */
    static Configuration parse(String json) {
        try {
            return new ObjectMapper().readTree(json).has("confs")
                    ? new SequentialConfiguration(MultiLayerConfiguration.fromJson(json))
                    : new GraphConfiguration(ComputationGraphConfiguration.fromJson(json));
        } catch (JsonProcessingException | RuntimeException e) {
            throw new UnfitModelException("not a configuration of Deeplearning4j 1.0.0-M2.1: " + words(e), e);
        }
    }

    /** Deeplearning4j wraps what its JSON reader says. */
    private static String words(Exception e) {
        return UnfitModelException.words(e.getCause() instanceof Exception cause ? cause : e);
    }

    /** What the first layer gets. */
    static InputType inputType(NetworkShape shape) {
        return shape.imageSize()
                .<InputType>map(size -> InputType.convolutional(size.height(), size.width(), size.channels()))
                .orElseGet(() -> InputType.feedForward(shape.features()));
    }
}
