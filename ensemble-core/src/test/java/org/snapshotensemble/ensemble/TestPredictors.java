package org.snapshotensemble.ensemble;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.snapshot.Snapshot;

/** Predictors of networks that were never trained, and what they are asked; closed together. */
final class TestPredictors implements AutoCloseable {

    /** More than one slice, whatever the network. */
    static final int EXAMPLES = 300;

    static final Sgd UPDATER = new Sgd(0.1);

    private final List<MemberPredictor> open = new ArrayList<>();

    /** Members that differ in their parameters; helped however small the work. */
    MemberPredictor of(int cores, Model... models) {
        List<Network> networks = new ArrayList<>();
        List<Snapshot> snapshots = new ArrayList<>();
        for (int i = 0; i < models.length; i++) {
            Network network = Network.of(models[i]);
            network.accelerate();
            network.parameters().muli(1 + i / 10.0);
            networks.add(network);
            snapshots.add(new Snapshot("s" + i, i, i, 0, 0.1, "s" + i + ".zip", "0".repeat(64), 1, Optional.empty()));
        }
        MemberPredictor predictor = new MemberPredictor(new MembersInMemory(snapshots, networks), cores, 0);
        open.add(predictor);
        return predictor;
    }

    @Override
    public void close() {
        open.forEach(MemberPredictor::close);
    }

    /** Three networks that a supplier makes. */
    static Model[] models(Supplier<? extends Model> one) {
        return IntStream.range(0, 3).mapToObj(i -> one.get()).toArray(Model[]::new);
    }

    /** Values between 0 and 1, always the same. */
    static INDArray noise(long... shape) {
        Nd4j.getRandom().setSeed(5);
        return Nd4j.rand(DataType.FLOAT, shape);
    }

    /** A convolution whose output has 100 KB an example. */
    static MultiLayerNetwork wide() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .seed(5)
                .activation(Activation.RELU)
                .convolutionMode(ConvolutionMode.Same)
                .list(
                        new ConvolutionLayer.Builder(3, 3).nOut(32).build(),
                        new SubsamplingLayer.Builder()
                                .kernelSize(7, 7)
                                .stride(7, 7)
                                .build(),
                        new OutputLayer.Builder()
                                .nOut(4)
                                .activation(Activation.SOFTMAX)
                                .build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build());
        network.init();
        return network;
    }

    /** Networks with the same parameters, before they are told apart. */
    static Model[] copies(Model[] models) {
        return IntStream.range(0, models.length)
                .mapToObj(i -> {
                    Network network = Network.of(models[i]);
                    INDArray parameters = network.parameters().div(1 + i / 10.0);
                    return Network.restore(network.configurationJson(), parameters)
                            .model();
                })
                .toArray(Model[]::new);
    }
}
