package org.snapshotensemble.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.MyActivation;
import com.example.MyLoss;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.archive.AllowedClasses;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.SnapshotListener;
import org.snapshotensemble.testing.Bits;
import org.snapshotensemble.testing.TestNetworks;
import org.snapshotensemble.train.Dl4jSchedule;
import org.snapshotensemble.train.SnapshotTrainer;

/** A network with classes of the person's own is loaded when she names them. */
final class CustomClassTest {

    private static final CyclicSchedule SCHEDULE = Schedules.snapshotCosine(0.1, 8, 2);
    private static final AllowedClasses MINE =
            AllowedClasses.deeplearning4j().withAlso(MyActivation.class, MyLoss.class);

    @TempDir
    private Path scratch;

    private MultiLayerNetwork network = new MultiLayerNetwork(configuration());

    private static MultiLayerConfiguration configuration() {
        return new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Nesterovs(Dl4jSchedule.of(SCHEDULE), 0.9))
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(TestNetworks.FEATURES)
                        .nOut(4)
                        .activation(new MyActivation())
                        .build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(TestNetworks.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .lossFunction(new MyLoss())
                        .build())
                .build();
    }

    @BeforeEach
    void makeNetwork() {
        network = new MultiLayerNetwork(configuration());
        network.init();
    }

    @Test
    void load_withTheClassesNamed_predictsWithTheRestoredNetworks() {
        Path folder = scratch.resolve("run");
        network.addListeners(SnapshotListener.saveTo(folder, SCHEDULE));
        network.fit(TestNetworks.batches(TestNetworks.classification(29, 1), 8), 2);
        INDArray features = TestNetworks.classification(7, 2).getFeatures();

        List<Ensemble> loaded = List.of(
                Ensemble.load(folder, MINE),
                Ensemble.load(folder, MemberSelection.last(2), MINE),
                Ensemble.loadInTurn(folder, MemberSelection.all(), MINE));
        for (Ensemble ensemble : loaded) {
            try (ensemble) {
                INDArray last = ensemble.predict(features).members().slice(1, 0);
                assertThat(Bits.of(last)).isEqualTo(Bits.of(network.output(features)));
            }
        }
    }

    @Test
    void load_withOneOfThemNamed_tellsOfTheOther() {
        Path folder = scratch.resolve("run");
        network.addListeners(SnapshotListener.saveTo(folder, SCHEDULE));
        network.fit(TestNetworks.batches(TestNetworks.classification(29, 1), 8), 2);
        AllowedClasses one = AllowedClasses.deeplearning4j().withAlso(MyActivation.class);
        assertThatThrownBy(() -> Ensemble.load(folder, one))
                .isInstanceOf(RunException.class)
                .hasMessage(folder
                        + "/snapshots/cycle-0001.zip: configuration.json: /confs/1/layer/lossFn/@class names a"
                        + " class that is not allowed: com.example.MyLoss; if it is yours, allow it with"
                        + " AllowedClasses.deeplearning4j().withAlso(MyLoss.class)");
    }

    /** Who trained the network has its classes already. */
    @Test
    void trainer_runThatItGivesBack_restoresThem() {
        BatchSource source = BatchSource.of(TestNetworks.batches(TestNetworks.classification(29, 1), 8));
        Run run = SnapshotTrainer.of(network, SCHEDULE)
                .saveTo(scratch.resolve("run"))
                .epochs(2)
                .train(source);
        assertThat(Bits.of(run.restore(run.snapshots().get(1)).parameters())).isEqualTo(Bits.of(network.params()));
    }
}
