package org.snapshotensemble.model;

import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.snapshotensemble.data.ImageSize;

/**
 * A residual network of {@code 6 n + 2} layers with weights: a convolution, three stages of {@code n} blocks of two
 * convolutions with 16, 32 and 64 channels, and the output on the mean of each channel. The second and third stage halve the
 * image.
 *
 * <p>He et al., "Deep Residual Learning for Image Recognition", 2016, section 4.2, but for the shortcuts that change their
 * shape: those are projections, option B there. Every convolution is followed by batch norm and so has no bias of its own.
 *
 * @param text its name
 * @param blocks how many in a stage, {@code n}
 */
record ResNet(String text, int blocks) implements Architecture {

    /** Those that can be named, of 8, 14 and 20 layers. */
    static final List<ResNet> ALL =
            List.of(new ResNet("resnet", 1), new ResNet("resnet14", 2), new ResNet("resnet20", 3));

    private static final int CHANNELS = 16;
    private static final int STAGES = 3;

    @Override
    public void check(NetworkShape shape) {
        Recipe.images(text, shape);
    }

    @Override
    public ComputationGraph network(NetworkShape shape, long seed, IUpdater updater) {
        ImageSize size = Recipe.images(text, shape);
        GraphBuilder graph = Recipe.start(shape, seed, updater)
                .convolutionMode(ConvolutionMode.Same)
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(size.height(), size.width(), size.channels()));
        rectify(graph, "stem", normalized(graph, "stem", 3, CHANNELS, 1, "image"));
        String last = "stem";
        for (int block = 0; block < STAGES * blocks; block++) {
            int stage = block / blocks;
            String name = "block" + (block + 1);
            addBlock(graph, name, CHANNELS << stage, stage > 0 && block % blocks == 0 ? 2 : 1, last);
            last = name;
        }
        graph.addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), last)
                .addLayer("output", Recipe.output(shape).build(), "mean")
                .setOutputs("output");
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }

    /** Adds two convolutions and the shortcut past them; the vertex of that name is the block's output. */
    private static void addBlock(GraphBuilder graph, String name, int channels, int stride, String input) {
        String first = name + "-first";
        rectify(graph, first, normalized(graph, first, 3, channels, stride, input));
        String second = normalized(graph, name + "-second", 3, channels, 1, first);
        String shortcut = stride == 1 ? input : normalized(graph, name + "-shortcut", 1, channels, stride, input);
        String sum = name + "-sum";
        graph.addVertex(sum, new ElementWiseVertex(ElementWiseVertex.Op.Add), second, shortcut);
        rectify(graph, name, sum);
    }

    /** Adds a convolution with its batch norm and returns the latter's name. */
    private static String normalized(
            GraphBuilder graph, String name, int kernel, int channels, int stride, String input) {
        String convolution = name + "-convolution";
        String norm = name + "-norm";
        graph.addLayer(
                        convolution,
                        new ConvolutionLayer.Builder(kernel, kernel)
                                .stride(stride, stride)
                                .nOut(channels)
                                .hasBias(false)
                                .activation(Activation.IDENTITY)
                                .build(),
                        input)
                .addLayer(norm, new BatchNormalization(), convolution);
        return norm;
    }

    private static void rectify(GraphBuilder graph, String name, String input) {
        graph.addLayer(name, new ActivationLayer(Activation.RELU), input);
    }
}
