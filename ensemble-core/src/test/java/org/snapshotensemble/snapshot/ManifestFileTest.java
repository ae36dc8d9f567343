package org.snapshotensemble.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestFileTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writeOne() throws IOException {
        file = folder.resolve("run.json");
        ManifestFile.write(file, manifest());
    }

    private static RunManifest manifest() {
        String sha256 = "0123456789abcdef".repeat(4);
        return new RunManifest(
                1,
                RunManifest.NO_CHECKSUM,
                RunStatus.RUNNING,
                Optional.empty(),
                Instant.parse("2026-01-02T03:04:05Z"),
                "constant(0.1)",
                -7,
                new ModelRecord("mlp", "MultiLayerNetwork", 12, "model.json", sha256, Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Versions("0", "1", "17"),
                new Machine("Linux", "amd64", 2, Optional.of("a processor")),
                2,
                List.of(
                        new Snapshot(
                                "cycle-0001",
                                0,
                                9,
                                1,
                                0.1,
                                "snapshots/cycle-0001.zip",
                                sha256,
                                100,
                                Optional.of(new ValidationFigures.OfClassification(0.5, 1.25))),
                        new Snapshot(
                                "cycle-0002",
                                1,
                                19,
                                2,
                                0.1,
                                "snapshots/cycle-0002.zip",
                                sha256,
                                100,
                                Optional.of(new ValidationFigures.OfRegression(2.5)))));
    }

    @Test
    void checksum_isThatOfTheFileWithZerosInItsPlace() throws IOException {
        String text = Files.readString(file);
        String checksum = text.replaceAll("(?s).*\"checksum\" : \"([0-9a-f]{64})\".*", "$1");
        String unsigned = text.replace(checksum, "0".repeat(64));
        assertThat(checksum)
                .isEqualTo(Hashing.sha256()
                        .hashString(unsigned, StandardCharsets.UTF_8)
                        .toString());
    }

    @Test
    void snapshots_areWrittenWithTheNamesOfTheContract() throws IOException {
        assertThat(Files.readString(file).replaceAll("\\s+", ""))
                .contains("{\"id\":\"cycle-0001\",\"cycle\":0,\"iteration\":9,\"epoch\":1,\"learningRate\":0.1,"
                        + "\"file\":\"snapshots/cycle-0001.zip\",\"sha256\":\"" + "0123456789abcdef".repeat(4)
                        + "\",\"bytes\":100,\"validation\":{\"accuracy\":0.5,\"logLoss\":1.25}}");
    }

    @Test
    void whatIsNotThere_isLeftOut_notNull() throws IOException {
        RunManifest manifest = manifest()
                .with(new Snapshot(
                        "cycle-0003", 2, 29, 3, 0.1, "snapshots/cycle-0003.zip", "0".repeat(64), 1, Optional.empty()))
                .withStatus(
                        RunStatus.RUNNING,
                        Optional.empty(),
                        Optional.of(new TrainingRecord(
                                3, 8, 10, 30, OptionalInt.of(2), Optional.empty(), OptionalDouble.empty())));
        ManifestFile.write(file, manifest);

        assertThat(Files.readString(file)).contains("\"iterations\" : 30").doesNotContain("null", "seconds", "failure");
        assertThat(ManifestFile.read(file).withChecksum(RunManifest.NO_CHECKSUM))
                .isEqualTo(manifest);
    }

    @Test
    void read_givesBackWhatWasWritten() {
        RunManifest read = ManifestFile.read(file);
        assertThat(read.withChecksum(RunManifest.NO_CHECKSUM)).isEqualTo(manifest());
    }

    @Test
    void byteThatIsNoText_isDamage() throws IOException {
        byte[] damaged = Files.readAllBytes(file);
        damaged[damaged.length / 2] = (byte) 0xff;
        Files.write(file, damaged);
        assertThatThrownBy(() -> ManifestFile.read(file))
                .isInstanceOf(RunException.class)
                .hasMessage(file + ": damaged: its SHA-256 is not the one it carries");
    }

    @Test
    void newerFormat_isRefusedWithItsVersion() throws IOException {
        RunManifest newer = manifest();
        ManifestFile.write(
                file,
                new RunManifest(
                        2,
                        RunManifest.NO_CHECKSUM,
                        newer.status(),
                        newer.failure(),
                        newer.created(),
                        newer.schedule(),
                        newer.seed(),
                        newer.model(),
                        newer.training(),
                        newer.data(),
                        newer.preprocessing(),
                        newer.versions(),
                        newer.machine(),
                        newer.threads(),
                        newer.snapshots()));
        assertThatThrownBy(() -> ManifestFile.read(file))
                .isInstanceOf(RunException.class)
                .hasMessage(file + ": formatVersion must be 1, was 2; read it with the version of this framework that"
                        + " wrote it");
    }
}
