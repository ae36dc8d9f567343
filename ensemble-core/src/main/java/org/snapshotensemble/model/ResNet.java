package org.snapshotensemble.model;

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
 * A residual network of 8 layers with weights: a convolution, three blocks of two convolutions with 16, 32 and 64
 * channels, and the output on the mean of each channel. The second and third block halve the image.
 *
 * <p>He et al., "Deep Residual Learning for Image Recognition", 2016, section 4.2 with n = 1, but for the shortcuts that
 * change their shape: those are projections, option B there. Every convolution is followed by batch norm and so has no
 * bias of its own.
 */
record ResNet() implements Architecture {

    static final String TEXT = "resnet";

    private static final int CHANNELS = 16;

    @Override
    public String text() {
        return TEXT;
    }

    @Override
    public void check(NetworkShape shape) {
        Recipe.images(TEXT, shape);
    }

    @Override
    public ComputationGraph network(NetworkShape shape, long seed, IUpdater updater) {
        ImageSize size = Recipe.images(TEXT, shape);
        GraphBuilder graph = Recipe.start(shape, seed, updater)
                .convolutionMode(ConvolutionMode.Same)
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(size.height(), size.width(), size.channels()));
        rectify(graph, "stem", normalized(graph, "stem", 3, CHANNELS, 1, "image"));
        addBlock(graph, "block1", CHANNELS, 1, "stem");
        addBlock(graph, "block2", 2 * CHANNELS, 2, "block1");
        addBlock(graph, "block3", 4 * CHANNELS, 2, "block2");
        graph.addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), "block3")
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
