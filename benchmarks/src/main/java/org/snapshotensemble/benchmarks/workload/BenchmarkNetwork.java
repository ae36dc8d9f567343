package org.snapshotensemble.benchmarks.workload;

import java.util.Locale;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.data.ImageSize;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.model.Architecture;
import org.snapshotensemble.model.NetworkShape;

/** The networks that are measured, on the images of {@link SyntheticImages}. */
enum BenchmarkNetwork {

    /** Two convolutions of 3 x 3, 16 and 32 channels, each halved by max pooling; 128 rectifiers: 206,922 parameters. */
    CNN {
        @Override
        Model create(IUpdater updater) {
            MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                    .seed(SEED)
                    .updater(updater)
                    .weightInit(WeightInit.RELU)
                    .activation(Activation.RELU)
                    .convolutionMode(ConvolutionMode.Same)
                    .list()
                    .layer(new ConvolutionLayer.Builder(3, 3).nOut(16).build())
                    .layer(halving())
                    .layer(new ConvolutionLayer.Builder(3, 3).nOut(32).build())
                    .layer(halving())
                    .layer(new DenseLayer.Builder().nOut(128).build())
                    .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                            .nOut(SyntheticImages.CLASSES)
                            .activation(Activation.SOFTMAX)
                            .weightInit(WeightInit.XAVIER)
                            .build())
                    .setInputType(InputType.convolutional(SyntheticImages.SIZE, SyntheticImages.SIZE, 1))
                    .build());
            network.init();
            return network;
        }
    },

    /** The framework's {@code resnet}: 78,426 parameters, batch norm's statistics among them. */
    RESNET {
        @Override
        Model create(IUpdater updater) {
            ImageSize size = new ImageSize(SyntheticImages.SIZE, SyntheticImages.SIZE, 1);
            NetworkShape shape =
                    new NetworkShape(size.values(), Optional.of(size), SyntheticImages.CLASSES, Task.CLASSIFICATION);
            return Architecture.parse("resnet").network(shape, SEED, updater);
        }
    };

    private static final long SEED = 1;

    /** A new, initialized network; always the same weights. */
    abstract Model create(IUpdater updater);

    /** The network of that name. */
    static BenchmarkNetwork named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static SubsamplingLayer halving() {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX, new int[] {2, 2}, new int[] {2, 2})
                .build();
    }
}
