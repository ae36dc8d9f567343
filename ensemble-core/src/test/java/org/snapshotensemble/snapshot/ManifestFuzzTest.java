package org.snapshotensemble.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.testing.Fuzzer;
import org.snapshotensemble.testing.ModelBytes;

/** A {@code run.json} changed at random, with a checksum that fits in most cases, is read or refused with its name. */
final class ManifestFuzzTest {

    @TempDir
    private Path folder;

    private HostileRun run = new HostileRun(Path.of(""));

    @BeforeEach
    void writeAGoodOne() throws IOException {
        run = new HostileRun(folder.resolve("run"));
        run.write(ModelBytes.zip(ModelBytes.configuration(), ModelBytes.parameters())
                .build());
    }

    @Test
    void read_anything_isAManifestOrRefused() throws IOException {
        Fuzzer.ofJson("run.json", Files.readString(run.manifest()))
                .sealed(SignedManifest::of)
                .refusing(run.manifest().toString(), RunException.class)
                .run((input, random) -> {
                    Files.write(run.manifest(), input);
                    RunManifest manifest = ManifestFile.read(run.manifest());
                    assertThat(manifest.snapshots()).doesNotContainNull();
                })
                .requireBoth();
    }

    @Test
    void load_anyManifest_isAnEnsembleOrRefused() throws IOException {
        Fuzzer.ofJson("a run", Files.readString(run.manifest()))
                .sealed(SignedManifest::of)
                .refusing(run.folder.toString(), RunException.class)
                .runOneOf(10, (input, random) -> {
                    Files.write(run.manifest(), input);
                    Ensemble.load(run.folder).close();
                })
                .requireBoth();
    }
}
