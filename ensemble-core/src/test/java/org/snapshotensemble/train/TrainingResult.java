package org.snapshotensemble.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.checkpoint.RandomState;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunStatus;
import org.snapshotensemble.snapshot.Snapshot;

/** What a training ends with, to the bit; of snapshots the entries, for zips differ in their time stamps. */
record TrainingResult(
        List<Float> parameters,
        List<Float> updaterState,
        int iteration,
        int epoch,
        RandomState random,
        String history,
        TreeMap<String, List<Byte>> snapshots,
        List<String> figures,
        RunStatus status) {

    static TrainingResult of(Model model, Path folder) {
        Network network = Network.of(model);
        Run run = Run.open(folder);
        TreeMap<String, List<Byte>> snapshots = new TreeMap<>();
        List<String> figures = new ArrayList<>();
        for (Snapshot snapshot : run.snapshots()) {
            entries(run, snapshot, snapshots);
            figures.add(snapshot.id() + " " + snapshot.iteration() + " " + snapshot.epoch() + " "
                    + snapshot.learningRate() + " " + snapshot.validation());
        }
        try {
            return new TrainingResult(
                    numbers(network.parameters()),
                    network.updaterState().map(TrainingResult::numbers).orElse(List.of()),
                    network.iteration(),
                    network.epoch(),
                    RandomState.ofThisThread(),
                    Files.readString(run.files().history()),
                    snapshots,
                    figures,
                    run.manifest().status());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Float> numbers(INDArray array) {
        List<Float> numbers = new ArrayList<>();
        for (float number : array.dup().data().asFloat()) {
            numbers.add(number);
        }
        return numbers;
    }

    private static void entries(Run run, Snapshot snapshot, TreeMap<String, List<Byte>> entries) {
        try (ZipFile zip = new ZipFile(run.folder().resolve(snapshot.file()).toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                try (InputStream in = zip.getInputStream(entry)) {
                    List<Byte> bytes = new ArrayList<>();
                    for (byte value : in.readAllBytes()) {
                        bytes.add(value);
                    }
                    entries.put(snapshot.id() + "/" + entry.getName(), bytes);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
