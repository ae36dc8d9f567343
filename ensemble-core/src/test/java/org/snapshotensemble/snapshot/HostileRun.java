package org.snapshotensemble.snapshot;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.snapshotensemble.testing.ModelBytes;

/** A run of one snapshot made by an enemy: whatever is in it, its checksums fit. */
final class HostileRun {

    final Path folder;

    HostileRun(Path folder) {
        this.folder = folder;
    }

    Path manifest() {
        return folder.resolve("run.json");
    }

    Path snapshot() {
        return folder.resolve("snapshots/cycle-0001.zip");
    }

    /** Writes a run that is good but for its snapshot. */
    void write(byte[] zip) {
        try {
            Files.createDirectories(folder.resolve("snapshots"));
            Files.write(snapshot(), zip);
            byte[] model = ModelBytes.configuration().getBytes(StandardCharsets.UTF_8);
            Files.write(folder.resolve("model.json"), model);
            Files.writeString(folder.resolve("history.csv"), HistoryFile.HEADER + "\n9,1,0,0.1,,0.5,,\n");
            ManifestFile.write(manifest(), manifest(zip, model));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunManifest manifest(byte[] zip, byte[] model) {
        Snapshot snapshot = new Snapshot(
                "cycle-0001",
                0,
                9,
                1,
                0.1,
                "snapshots/cycle-0001.zip",
                sha256(zip),
                zip.length,
                Optional.of(new ValidationFigures.OfClassification(0.5, 1.25)));
        return new RunManifest(
                1,
                RunManifest.NO_CHECKSUM,
                RunStatus.FINISHED,
                Optional.empty(),
                Instant.parse("2026-01-02T03:04:05Z"),
                "constant(0.1)",
                7,
                new ModelRecord(
                        "mlp",
                        "MultiLayerNetwork",
                        ModelBytes.PARAMETERS,
                        "model.json",
                        sha256(model),
                        Optional.empty()),
                Optional.of(
                        new TrainingRecord(1, 2, 10, 10, OptionalInt.of(1), Optional.empty(), OptionalDouble.of(0.5))),
                Optional.empty(),
                Optional.empty(),
                new Versions("0", "1", "17"),
                new Machine("Linux", "amd64", 2, Optional.empty()),
                2,
                List.of(snapshot));
    }

    /** Replaces the manifest's text; its checksum, where it has one, is made to fit. */
    void writeManifest(byte[] json) throws IOException {
        Files.write(manifest(), SignedManifest.of(json));
    }

    private static String sha256(byte[] bytes) {
        return Hashing.sha256().hashBytes(bytes).toString();
    }
}
