package org.snapshotensemble.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.testing.TestNetworks;
import org.snapshotensemble.train.Dl4jSchedule;

/**
 * A process that has Deeplearning4j alone restores snapshots and predicts the same to rounding: it computes without the
 * native helpers that the framework switches on.
 */
class SnapshotWithoutFrameworkTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"MultiLayerNetwork", "ComputationGraph"})
    void snapshots_restoredByDeeplearning4jAlone_predictAsTheEnsemblesMembers(String kind) throws Exception {
        CyclicSchedule schedule = Schedules.oneCycle(0.1, 12);
        CyclicSchedule cycles = Schedules.snapshotCosine(0.1, 12, 3);
        Path run = folder.resolve("run");
        Model model =
                TestNetworks.byKind(kind, new Nesterovs(Dl4jSchedule.of(cycles), Dl4jSchedule.momentumOf(schedule)));
        model.addListeners(SnapshotListener.saveTo(run, cycles));
        INDArray features = TestNetworks.classification(13, 5).getFeatures();
        Fits.fit(model, TestNetworks.batches(TestNetworks.classification(29, 1), 8), 3);

        assertPredictsTheSameElsewhere(kind, run, features);
    }

    @Test
    void snapshotsOfConvolutions_restoredByDeeplearning4jAlone_predictAsTheEnsemblesMembers() throws Exception {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.05, 12, 3);
        Path run = folder.resolve("run");
        MultiLayerNetwork network = TestNetworks.convolutional(new Nesterovs(Dl4jSchedule.of(schedule), 0.9));
        network.addListeners(SnapshotListener.saveTo(run, schedule));
        INDArray features = TestNetworks.images(13, 5).getFeatures();
        Fits.fit(network, TestNetworks.batches(TestNetworks.images(29, 1), 8), 3);

        assertPredictsTheSameElsewhere("MultiLayerNetwork", run, features);
    }

    private void assertPredictsTheSameElsewhere(String kind, Path run, INDArray features) throws Exception {
        restoreElsewhere(kind, run, features);
        try (Ensemble ensemble = Ensemble.load(run)) {
            INDArray members = ensemble.predict(features).members();
            List<Snapshot> snapshots = ensemble.members();
            assertThat(snapshots).hasSize(3);
            for (int member = 0; member < snapshots.size(); member++) {
                INDArray elsewhere = read(run.resolve(snapshots.get(member).file() + ".output"));
                assertThat(elsewhere.shape()).isEqualTo(members.slice(member, 0).shape());
                assertThat(elsewhere.sub(members.slice(member, 0)).amaxNumber().doubleValue())
                        .isLessThan(1e-6);
            }
        }
    }

    private void restoreElsewhere(String kind, Path run, INDArray features) throws Exception {
        Path input = folder.resolve("features");
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(input))) {
            Nd4j.write(features, out);
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPathWithoutFramework(),
                program().toString(),
                kind,
                input.toString()));
        try (var snapshots = Files.list(run.resolve("snapshots"))) {
            snapshots.map(Path::toString).sorted().forEach(command::add);
        }
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    }

    private static Path program() throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(SnapshotWithoutFrameworkTest.class.getResource("/standalone/Restore.java"))
                        .toURI());
    }

    private static String classPathWithoutFramework() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("clr-schedule"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static INDArray read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            return Nd4j.read(in);
        }
    }
}
