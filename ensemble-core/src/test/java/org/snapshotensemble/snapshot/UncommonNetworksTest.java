package org.snapshotensemble.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.testing.Bits;
import org.snapshotensemble.testing.TestNetworks;
import org.snapshotensemble.train.Dl4jSchedule;

/** Networks that hide a schedule, or count iterations, in a place of their own. */
class UncommonNetworksTest {

    private static final CyclicSchedule SCHEDULE = Schedules.snapshotCosine(0.05, 6, 2);

    @TempDir
    Path folder;

    @Test
    void biasUpdaterFrozenLayerAndScheduledDropout_becomeNumbers() throws IOException {
        CyclicSchedule other = Schedules.triangular(0.1, 0.9, 2);
        MultiLayerNetwork network = network(new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Nesterovs(Dl4jSchedule.of(SCHEDULE), 0.9))
                .biasUpdater(new Adam(Dl4jSchedule.of(other)))
                .list()
                .layer(new FrozenLayer(dense().build()))
                .layer(dense().dropOut(new Dropout(Dl4jSchedule.of(other))).build())
                .layer(dense().weightNoise(new DropConnect(Dl4jSchedule.of(other)))
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(TestNetworks.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(TestNetworks.FEATURES)));
        fit(network, TestNetworks.classification(9, 1), 6);

        assertLastSnapshotIsTheLiveNetwork(
                network, TestNetworks.classification(9, 2).getFeatures());
        MultiLayerNetwork restored = (MultiLayerNetwork) restored(1).model();
        assertThat(restored.getLayer(1).conf().getLayer().getUpdaterByParam("W").getLearningRate(100, 0))
                .isEqualTo(SCHEDULE.rateAt(5));
        assertThat(restored.getLayer(1).conf().getLayer().getUpdaterByParam("b").getLearningRate(100, 0))
                .isEqualTo(other.rateAt(5));
        assertThat(((Dropout) restored.getLayer(1).conf().getLayer().getIDropout())
                        .getPSchedule()
                        .valueAt(100, 0))
                .isEqualTo(other.rateAt(5));
    }

    @Test
    void truncatedBackPropagation_countsEachSegment() throws IOException {
        MultiLayerNetwork network = TestNetworks.recurrent(new Sgd(Dl4jSchedule.of(SCHEDULE)), 4);
        DataSet series = TestNetworks.series(2, 12);
        fit(network, series, 2);

        assertThat(Run.open(folder).snapshots()).extracting(Snapshot::iteration).containsExactly(2, 5);
        assertLastSnapshotIsTheLiveNetwork(network, series.getFeatures());
    }

    @Test
    void layersInsideABidirectionalOne_becomeNumbersToo() throws IOException {
        MultiLayerNetwork network = network(new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Nesterovs(Dl4jSchedule.of(SCHEDULE), 0.9))
                .list()
                .layer(new Bidirectional(new LSTM.Builder().nOut(4).build()))
                .layer(new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(3, 12)));
        DataSet series = TestNetworks.series(2, 12);
        fit(network, series, 6);
        assertLastSnapshotIsTheLiveNetwork(network, series.getFeatures());
    }

    @Test
    void branchesWhoseNamesAreNotInOrder_keepTheirWeights() {
        ComputationGraph graph = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(Dl4jSchedule.of(SCHEDULE)))
                .graphBuilder()
                .addInputs("in")
                .addLayer("zeta", dense().nOut(3).build(), "in")
                .addLayer("mu", dense().nOut(5).build(), "in")
                .addLayer("alpha", dense().nOut(4).build(), "zeta")
                .addVertex("join", new MergeVertex(), "mu", "alpha")
                .addLayer(
                        "out",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(TestNetworks.CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "join")
                .setOutputs("out")
                .setInputTypes(InputType.feedForward(TestNetworks.FEATURES))
                .build());
        graph.init();
        graph.addListeners(SnapshotListener.saveTo(folder, SCHEDULE));
        DataSet data = TestNetworks.classification(9, 1);
        for (int i = 0; i < 6; i++) {
            graph.fit(data);
        }
        assertThat(Bits.of(restored(1).output(new INDArray[] {data.getFeatures()}, null)[0]))
                .isEqualTo(Bits.of(graph.outputSingle(data.getFeatures())));
    }

    @Test
    void convolutionOnImages_isRestoredToTheBit() throws IOException {
        MultiLayerNetwork network = network(new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(Dl4jSchedule.of(SCHEDULE)))
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(4)
                        .activation(Activation.RELU)
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(6, 6, 1)));
        Nd4j.getRandom().setSeed(5);
        INDArray features = Nd4j.rand(DataType.FLOAT, 4, 1, 6, 6);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, 4, 2);
        labels.getColumn(0).assign(1);
        fit(network, new DataSet(features, labels), 6);
        assertLastSnapshotIsTheLiveNetwork(network, features);
    }

    @Test
    void doublePrecision_isKept() throws IOException {
        MultiLayerNetwork network = network(new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.DOUBLE)
                .updater(new Sgd(Dl4jSchedule.of(SCHEDULE)))
                .list()
                .layer(dense().build())
                .layer(new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(TestNetworks.CLASSES)
                        .activation(Activation.IDENTITY)
                        .build())
                .setInputType(InputType.feedForward(TestNetworks.FEATURES)));
        DataSet data = TestNetworks.classification(9, 1);
        data.setFeatures(data.getFeatures().castTo(DataType.DOUBLE));
        data.setLabels(data.getLabels().castTo(DataType.DOUBLE));
        fit(network, data, 6);

        INDArray restored = restored(1).parameters();
        assertThat(restored.dataType()).isEqualTo(DataType.DOUBLE);
        assertThat(restored.toDoubleVector()).isEqualTo(network.params().toDoubleVector());
    }

    private static DenseLayer.Builder dense() {
        return new DenseLayer.Builder().nOut(6).activation(Activation.TANH);
    }

    private static MultiLayerNetwork network(MultiLayerConfiguration.Builder configuration) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration.build());
        network.init();
        return network;
    }

    private void fit(MultiLayerNetwork network, DataSet data, int times) {
        network.addListeners(SnapshotListener.saveTo(folder, SCHEDULE));
        for (int i = 0; i < times; i++) {
            network.fit(data);
        }
    }

    private org.snapshotensemble.network.Network restored(int index) {
        Run run = Run.open(folder);
        return run.restore(run.snapshots().get(index));
    }

    private void assertLastSnapshotIsTheLiveNetwork(MultiLayerNetwork network, INDArray features) throws IOException {
        assertThat(Bits.of(restored(1).parameters())).isEqualTo(Bits.of(network.params()));
        assertThat(Bits.of(restored(1).output(new INDArray[] {features}, null)[0]))
                .isEqualTo(Bits.of(network.output(features)));
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("snapshots/cycle-0002.zip"))) {
            assertThat(Files.readString(zip.getPath("configuration.json"))).doesNotContain("org.snapshotensemble");
        }
    }
}
