package org.snapshotensemble.model;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** The configuration of a {@link MultiLayerNetwork}. */
record SequentialConfiguration(MultiLayerConfiguration configuration) implements Configuration {

    @Override
    public void fit(NetworkShape shape) {
        List<NeuralNetConfiguration> layers = configuration.getConfs();
        if (layers.isEmpty()) {
            throw new UnfitModelException("must have a layer, has none");
        }
        ParameterCount count = new ParameterCount();
        InputType type = Configuration.inputType(shape);
        for (int i = 0; i < layers.size(); i++) {
            int index = i;
            LayerFit layer = new LayerFit(name(i), layers.get(i).getLayer());
            type = layer.through(
                    index,
                    type,
                    configuration.getInputPreProcess(index),
                    added -> configuration.getInputPreProcessors().put(index, added));
            count.add(layers.get(i));
        }
        LayerFit.requireOutput(outputName(), type, shape);
    }

    @Override
    public String outputName() {
        return name(configuration.getConfs().size() - 1);
    }

    private String name(int index) {
        Layer layer = configuration.getConf(index).getLayer();
        return "layer " + index + " (" + layer.getClass().getSimpleName() + ")";
    }

    @Override
    public Model network(long seed) {
        configuration.getConfs().forEach(layer -> layer.setSeed(seed));
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }
}
