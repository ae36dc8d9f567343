package org.snapshotensemble.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.snapshotensemble.backend.TestTrainings.STEPS;
import static org.snapshotensemble.backend.TestTrainings.accelerated;
import static org.snapshotensemble.backend.TestTrainings.assertClose;
import static org.snapshotensemble.backend.TestTrainings.batch;
import static org.snapshotensemble.backend.TestTrainings.images;
import static org.snapshotensemble.backend.TestTrainings.network;
import static org.snapshotensemble.backend.TestTrainings.output;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.onednn.OneDnnEngine;

class FastBatchNormsTest {

    static Stream<Arguments> normalized() {
        Nd4j.getRandom().setSeed(1);
        return Stream.of(
                Arguments.of("images", InputType.convolutional(8, 8, 3), images(7, 8, 3)),
                Arguments.of("images of odd sizes", InputType.convolutional(5, 7, 3), images(3, 5, 7, 3)),
                Arguments.of("planes too small for us", InputType.convolutional(3, 3, 3), images(7, 3, 3)),
                Arguments.of("one example", InputType.convolutional(8, 8, 3), images(1, 8, 3)),
                Arguments.of("rows", InputType.feedForward(6), Nd4j.rand(DataType.FLOAT, 7, 6)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("normalized")
    void batchNorms_trainToTheSameWeightsAndPredictions(String name, InputType type, INDArray features) {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Nesterovs(0.05, 0.9))
                .list()
                .layer(new BatchNormalization())
                .layer(output())
                .setInputType(type)
                .build();
        MultiLayerNetwork plain = network(configuration);
        MultiLayerNetwork fast = accelerated(configuration);
        INDArray far = features.mul(3).addi(5);
        for (int step = 0; step < STEPS; step++) {
            plain.fit(batch(far));
            fast.fit(batch(far));
        }
        assertClose(fast.params(), plain.params(), 1e-5);
        assertClose(fast.output(far), plain.output(far), 1e-5);
    }

    /** The moments of values far from 0 against those in double precision. */
    @Test
    void batchNorm_ofValuesFarFromZero_hasTheBatchsMoments() {
        long seed = 8;
        Nd4j.getRandom().setSeed(seed);
        INDArray values = Nd4j.randn(DataType.DOUBLE, 6, 2, 9, 9).muli(0.5).addi(1000);
        INDArray asFloats = values.castTo(DataType.FLOAT);
        MultiLayerNetwork fast = accelerated(new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Nesterovs(0.05, 0.9))
                .list()
                .layer(new BatchNormalization.Builder().decay(0).build())
                .layer(output())
                .setInputType(InputType.convolutional(9, 9, 2))
                .build());
        fast.fit(batch(asFloats));
        INDArray exact = asFloats.castTo(DataType.DOUBLE);
        for (int channel = 0; channel < 2; channel++) {
            INDArray one = exact.slice(channel, 1);
            assertThat(fast.getLayer(0).getParam("mean").getDouble(channel))
                    .as("seed %d", seed)
                    .isCloseTo(one.meanNumber().doubleValue(), within(1e-4));
            double deviation =
                    Math.pow(10, fast.getLayer(0).getParam("log10stdev").getDouble(channel));
            assertThat(deviation * deviation)
                    .as("seed %d", seed)
                    .isCloseTo(one.var(false).getDouble(0), within(1e-5));
        }
    }

    @Test
    void graph_withBatchNormsAndShortcut_trainsAndPredictsTheSame() {
        ComputationGraph plain = residual();
        ComputationGraph fast = residual();
        Network.of(fast).accelerate();
        DataSet batch = batch(images(6, 8));
        for (int step = 0; step < STEPS; step++) {
            plain.fit(batch);
            fast.fit(batch);
        }
        assertClose(fast.params(), plain.params(), 1e-5);
        assertClose(fast.outputSingle(batch.getFeatures()), plain.outputSingle(batch.getFeatures()), 1e-5);
    }

    @Test
    void graph_ofBlocksWithRectifiers_rectifiesEarlierAndTrainsTheSame() {
        ComputationGraph plain = blocks();
        ComputationGraph fast = blocks();
        Network.of(fast).accelerate();
        assumeThat(OneDnnEngine.isLoaded()).isTrue();
        DataSet batch = batch(images(6, 8));
        for (int step = 0; step < STEPS; step++) {
            plain.fit(batch);
            fast.fit(batch);
        }
        assertThat(rectifiesEarlier(fast, "norm")).isTrue();
        assertThat(Stream.of(fast.getVertices())
                        .filter(ImageSum.class::isInstance)
                        .allMatch(sum -> ((ImageSum) sum).hasRectified()))
                .isTrue();
        assertThat(rectifiesEarlier(fast, "read-twice-norm"))
                .as("the sum takes it, too")
                .isFalse();
        assertClose(fast.params(), plain.params(), 1e-5);
        assertClose(fast.outputSingle(batch.getFeatures()), plain.outputSingle(batch.getFeatures()), 1e-5);
        fast.fit(batch(images(5, 8)));
        plain.fit(batch(images(5, 8)));
        assertClose(fast.params(), plain.params(), 1e-5);
    }

    @Test
    void sequence_ofBatchNormAndRectifier_rectifiesEarlierAndTrainsTheSame() {
        MultiLayerConfiguration configuration = new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Nesterovs(0.05, 0.9))
                .list()
                .layer(convolution())
                .layer(new BatchNormalization())
                .layer(new ActivationLayer(Activation.RELU))
                .layer(convolution())
                .layer(output())
                .setInputType(InputType.convolutional(8, 8, 2))
                .build();
        MultiLayerNetwork plain = network(configuration);
        MultiLayerNetwork fast = accelerated(configuration);
        assumeThat(OneDnnEngine.isLoaded()).isTrue();
        DataSet batch = batch(images(6, 8));
        for (int step = 0; step < STEPS; step++) {
            plain.fit(batch);
            fast.fit(batch);
        }
        assertThat(((RectifiesEarlier) fast.getLayer(1).getHelper()).hasRectified())
                .isTrue();
        assertClose(fast.params(), plain.params(), 1e-5);
    }

    private static boolean rectifiesEarlier(ComputationGraph graph, String norm) {
        return ((RectifiesEarlier) graph.getLayer(norm).getHelper()).hasRectified();
    }

    /** Two convolutions whose batch norm one rectifier reads alone, and the other a rectifier and a sum. */
    private static ComputationGraph blocks() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Nesterovs(0.05, 0.9))
                .graphBuilder()
                .addInputs("in")
                .addLayer("first", convolution(), "in")
                .addLayer("read-twice-norm", new BatchNormalization(), "first")
                .addLayer("read-twice", new ActivationLayer(Activation.RELU), "read-twice-norm")
                .addLayer("second", convolution(), "read-twice")
                .addLayer("norm", new BatchNormalization(), "second")
                .addLayer("rectified", new ActivationLayer(Activation.RELU), "norm")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "rectified", "read-twice-norm")
                .addLayer("rectified-sum", new ActivationLayer(Activation.RELU), "sum")
                .addLayer("third", convolution(), "rectified-sum")
                .addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), "third")
                .addLayer("out", output(), "mean")
                .setOutputs("out")
                .setInputTypes(InputType.convolutional(8, 8, 2))
                .build());
        graph.init();
        return graph;
    }

    private static ConvolutionLayer convolution() {
        return new ConvolutionLayer.Builder(3, 3)
                .nOut(16)
                .convolutionMode(ConvolutionMode.Same)
                .activation(Activation.IDENTITY)
                .build();
    }

    /** Values below, at and above 0, and of more than one block; one array is a view, whose memory has gaps. */
    private static ComputationGraph residual() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Nesterovs(0.05, 0.9))
                .activation(Activation.RELU)
                .convolutionMode(ConvolutionMode.Same)
                .graphBuilder()
                .addInputs("in")
                .addLayer("first", new ConvolutionLayer.Builder(3, 3).nOut(2).build(), "in")
                .addLayer("norm", new BatchNormalization(), "first")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "in", "norm")
                .addLayer("rectified", new ActivationLayer(Activation.RELU), "sum")
                .addLayer("out", output(), "rectified")
                .setOutputs("out")
                .setInputTypes(InputType.convolutional(8, 8, 2))
                .build());
        graph.init();
        return graph;
    }
}
