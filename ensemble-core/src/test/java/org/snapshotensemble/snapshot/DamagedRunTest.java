package org.snapshotensemble.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.testing.ModelBytes;

/** Every single bit flipped and every truncation of a run's own files is noticed, by checking and by loading. */
final class DamagedRunTest {

    @TempDir
    private Path folder;

    private HostileRun run = new HostileRun(Path.of(""));

    @BeforeEach
    void write() {
        run = new HostileRun(folder);
        run.write(ModelBytes.zip(ModelBytes.configuration(), ModelBytes.parameters())
                .build());
        Ensemble.load(folder).close();
        assertThat(RunCheck.of(folder))
                .hasSize(4)
                .extracting(CheckedFile::damage)
                .containsOnly(Optional.empty());
    }

    private void assertNoticed(Path file, byte[] damaged, String what) throws IOException {
        Files.write(file, damaged);
        assertThatThrownBy(() -> Ensemble.load(folder))
                .as(what)
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith(file + ": ");
        CheckedFile first = RunCheck.of(folder).stream()
                .filter(checked -> checked.damage().isPresent())
                .findFirst()
                .orElseThrow(() -> new AssertionError("verify did not notice " + what));
        assertThat(first.file()).as(what).isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run.json", "snapshots/cycle-0001.zip"})
    void everyBitFlipped_isNoticed(String name) throws IOException {
        Path file = folder.resolve(name);
        byte[] good = Files.readAllBytes(file);
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] damaged = good.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertNoticed(file, damaged, "bit " + bit);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"run.json", "snapshots/cycle-0001.zip"})
    void everyTruncation_isNoticed(String name) throws IOException {
        Path file = folder.resolve(name);
        byte[] good = Files.readAllBytes(file);
        for (int length = 0; length < good.length; length++) {
            assertNoticed(file, Arrays.copyOf(good, length), length + " bytes");
        }
    }
}
