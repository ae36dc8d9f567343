package org.snapshotensemble.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The configuration of a {@link ComputationGraph} with one input and one output. */
record GraphConfiguration(ComputationGraphConfiguration configuration) implements Configuration {

    @Override
    public void fit(NetworkShape shape) {
        try {
            configuration.validate();
        } catch (RuntimeException e) {
            throw new UnfitModelException(UnfitModelException.words(e), e);
        }
        requireOne("input", configuration.getNetworkInputs());
        requireOne("output", configuration.getNetworkOutputs());
        ParameterCount count = new ParameterCount();
        Map<String, InputType> types = new HashMap<>();
        types.put(configuration.getNetworkInputs().get(0), Configuration.inputType(shape));
        while (types.size() <= configuration.getVertices().size()) {
            int before = types.size();
            configuration.getVertices().forEach((name, vertex) -> {
                List<String> inputs = configuration.getVertexInputs().getOrDefault(name, List.of());
                if (!types.containsKey(name)
                        && !inputs.isEmpty()
                        && types.keySet().containsAll(inputs)) {
                    InputType[] given = inputs.stream().map(types::get).toArray(InputType[]::new);
                    types.put(name, through(name, vertex, given, count));
                }
            });
            if (types.size() == before) {
                throw new UnfitModelException("every vertex must be reached from the input, not all are");
            }
        }
        LayerFit.requireOutput(outputName(), Objects.requireNonNull(types.get(output())), shape);
    }

    private static void requireOne(String what, List<String> names) {
        if (names.size() != 1) {
            throw new UnfitModelException("must have 1 " + what + ", has " + names.size() + " " + names);
        }
    }

    private InputType through(String name, GraphVertex vertex, InputType[] inputs, ParameterCount count) {
        if (vertex instanceof LayerVertex layer) {
            InputType type = new LayerFit(label(name), layer.getLayerConf().getLayer())
                    .through(0, inputs[0], layer.getPreProcessor(), layer::setPreProcessor);
            count.add(layer.getLayerConf());
            return type;
        }
        try {
            return vertex.getOutputType(0, inputs);
        } catch (RuntimeException e) {
            throw new UnfitModelException(label(name) + " cannot take what it gets: " + e.getMessage(), e);
        }
    }

    private String output() {
        return configuration.getNetworkOutputs().get(0);
    }

    @Override
    public String outputName() {
        return label(output());
    }

    private String label(String name) {
        GraphVertex vertex = Objects.requireNonNull(configuration.getVertices().get(name));
        return vertex instanceof LayerVertex layer
                ? "layer \"" + name + "\" ("
                        + layer.getLayerConf().getLayer().getClass().getSimpleName() + ")"
                : "vertex \"" + name + "\" (" + vertex.getClass().getSimpleName() + ")";
    }

    @Override
    public Model network(long seed) {
        configuration.getDefaultConfiguration().setSeed(seed);
        for (GraphVertex vertex : configuration.getVertices().values()) {
            if (vertex instanceof LayerVertex layer) {
                layer.getLayerConf().setSeed(seed);
            }
        }
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        return graph;
    }
}
