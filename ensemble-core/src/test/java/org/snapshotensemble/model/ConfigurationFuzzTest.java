package org.snapshotensemble.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.learning.config.Adam;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.testing.Canary;
import org.snapshotensemble.testing.Mutations;

/** A person's model files changed at random are read, followed through and tried on, or refused in one line. */
final class ConfigurationFuzzTest {

    private static final int INPUTS = 1_000;
    private static final NetworkShape ROWS =
            new NetworkShape(ModelFiles.FEATURES, Optional.empty(), ModelFiles.CLASSES, Task.CLASSIFICATION);

    @TempDir
    private Path folder;

    @AfterAll
    static void canaryIsSilent() {
        assertThat(System.getProperty(Canary.SUNG)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rows", "graph"})
    void check_anyFile_isFitOrRefusedInOneLine(String kind) throws IOException {
        String good = kind.equals("rows")
                ? ModelFiles.rows(ModelFiles.FEATURES, ModelFiles.classes(ModelFiles.CLASSES))
                : ModelFiles.graph(new Adam(0.5)).build().toJson();
        long seed = 11L + kind.hashCode();
        SplittableRandom random = new SplittableRandom(seed);
        Path file = folder.resolve("net.json");
        int fit = 0;
        for (int input = 0; input < INPUTS; input++) {
            byte[] json = Mutations.of(good, random);
            Files.write(file, json);
            try {
                Architecture.parse(file.toString()).check(ROWS);
                fit++;
            } catch (UnfitModelException e) {
                assertThat(e).hasMessageStartingWith(file + ": ");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", input " + input + ": " + new String(json, UTF_8), e);
            }
        }
        assertThat(fit).as("inputs that were changed where it does not matter").isBetween(20, INPUTS / 2);
    }
}
