package org.snapshotensemble.snapshot;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.archive.AllowedClasses;
import org.snapshotensemble.archive.FileDigest;
import org.snapshotensemble.files.IoFailure;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.snapshot.DataRecord.SourceRecord;

/** The weights in a model zip, a snapshot's or any Deeplearning4j program's, for another training to start from. */
public final class TrainedWeights {

    private final Path file;
    private final String sha256;
    private final Network network;

    private TrainedWeights(Path file, String sha256, Network network) {
        this.file = file;
        this.sha256 = sha256;
        this.network = network;
    }

    /**
     * Reads a model zip, after all that is in it is found to be harmless; an updater's state that may be in it is left
     * there.
     *
     * @throws RunException if the file cannot be read, is no model zip, names a class that is not allowed, lies about
     *     itself, or a parameter is not finite
     */
    public static TrainedWeights read(Path file, AllowedClasses allowed) {
        try {
            // The digest makes sure that what is hashed is what is read; a pipe has none, and is refused.
            FileDigest digest = Files.isRegularFile(file)
                    ? new FileDigest(sha256(file), Files.size(file), "its first reading")
                    : new FileDigest("", 0, "nobody");
            return new TrainedWeights(file, digest.sha256(), SnapshotFile.read(file, digest, allowed));
        } catch (IOException e) {
            throw new RunException(file, file + ": cannot be read: " + IoFailure.describe(e), e);
        }
    }

    private static String sha256(Path file) throws IOException {
        return MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString();
    }

    /** The file's name and SHA-256, for a run's manifest. */
    public SourceRecord source() {
        return new SourceRecord(
                Objects.requireNonNull(file.getFileName(), "a file has a name").toString(), sha256);
    }

    /** The data of the run whose snapshot the file is; empty where it is none, or the run recorded no data. */
    public Optional<DataRecord> trainedOn() {
        Path snapshots = file.toAbsolutePath().normalize().getParent();
        Path folder = snapshots == null ? null : snapshots.getParent();
        if (folder == null || !Run.isIn(folder)) {
            return Optional.empty();
        }
        try {
            Run run = Run.open(folder);
            return run.snapshots().stream()
                            .anyMatch(snapshot -> snapshot.sha256().equals(sha256))
                    ? run.manifest().data()
                    : Optional.empty();
        } catch (RunException e) {
            // A manifest that is damaged tells nothing, and the weights do not need it.
            return Optional.empty();
        }
    }

    /**
     * Gives a network these weights; its updaters, counters and configuration stay as they are.
     *
     * @throws IllegalArgumentException if the network is not of the same kind, or its parameters have other names or
     *     shapes; the message says which, and the network is as it was
     */
    public void copyTo(Model model) {
        Network target = Network.of(model);
        if (!target.kind().equals(network.kind())) {
            throw unfit("it is a " + network.kind() + ", the model a " + target.kind());
        }
        // In the order of their names, so that the same difference is told every time.
        Map<String, INDArray> mine = new TreeMap<>(network.model().paramTable());
        Map<String, INDArray> theirs = new TreeMap<>(model.paramTable());
        theirs.forEach((name, values) -> requireAlike(name, mine, values));
        for (String name : mine.keySet()) {
            if (!theirs.containsKey(name)) {
                throw unfit("it has parameters " + name + ", the model has not");
            }
        }
        theirs.forEach((name, values) -> values.assign(network.model().getParam(name)));
    }

    private void requireAlike(String name, Map<String, INDArray> mine, INDArray wanted) {
        INDArray found = mine.get(name);
        if (found == null) {
            throw unfit("it has no parameters " + name + ", the model has");
        }
        if (!Arrays.equals(found.shape(), wanted.shape())) {
            throw unfit("its parameters " + name + " are " + Arrays.toString(found.shape()) + ", the model's "
                    + Arrays.toString(wanted.shape()));
        }
    }

    private IllegalArgumentException unfit(String difference) {
        return new IllegalArgumentException(file + " does not fit the model: " + difference);
    }
}
