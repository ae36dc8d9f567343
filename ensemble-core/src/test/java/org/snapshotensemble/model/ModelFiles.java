package org.snapshotensemble.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Configurations as a person has them in files. */
final class ModelFiles {

    static final int FEATURES = 4;
    static final int CLASSES = 3;

    private ModelFiles() {}

    static NeuralNetConfiguration.Builder start(IUpdater updater) {
        return new NeuralNetConfiguration.Builder().seed(77).updater(updater).activation(Activation.TANH);
    }

    static OutputLayer classes(int count) {
        return output(LossFunction.MCXENT, Activation.SOFTMAX, count);
    }

    static OutputLayer output(LossFunction loss, Activation activation, int count) {
        return new OutputLayer.Builder(loss).activation(activation).nOut(count).build();
    }

    /** A hidden layer and the output, on rows. */
    static String rows(int features, OutputLayer output) {
        return start(new Adam(0.5))
                .list()
                .layer(new DenseLayer.Builder().nOut(6).dropOut(0.8).build())
                .layer(output)
                .setInputType(InputType.feedForward(features))
                .build()
                .toJson();
    }

    /** A convolution with batch norm and the output. */
    static String images(int height, int width, int channels) {
        return start(new Adam(0.5))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).build())
                .layer(new BatchNormalization())
                .layer(classes(CLASSES))
                .setInputType(InputType.convolutional(height, width, channels))
                .build()
                .toJson();
    }

    /** A graph with a shortcut, on rows. */
    static GraphBuilder graph(IUpdater updater) {
        return start(updater)
                .graphBuilder()
                .addInputs("in")
                .addLayer("hidden", new DenseLayer.Builder().nOut(FEATURES).build(), "in")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "in", "hidden")
                .addLayer("out", classes(CLASSES), "sum")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(FEATURES));
    }

    static Path write(Path folder, String name, String json) {
        try {
            return Files.writeString(folder.resolve(name), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
