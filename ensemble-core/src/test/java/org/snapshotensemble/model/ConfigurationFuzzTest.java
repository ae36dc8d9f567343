package org.snapshotensemble.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.learning.config.Adam;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.testing.Canary;
import org.snapshotensemble.testing.Fuzzer;

/** A person's model files changed at random are read, followed through and tried on, or refused in one line. */
final class ConfigurationFuzzTest {

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
    void check_anyFile_isFitOrRefusedInOneLine(String kind) {
        String good = kind.equals("rows")
                ? ModelFiles.rows(ModelFiles.FEATURES, ModelFiles.classes(ModelFiles.CLASSES))
                : ModelFiles.graph(new Adam(0.5)).build().toJson();
        Path file = folder.resolve("net.json");
        Fuzzer.ofJson("a person's model file, " + kind, good)
                .refusing(file + ": ", UnfitModelException.class)
                .runOneOf(2, (json, random) -> {
                    Files.write(file, json);
                    Architecture.parse(file.toString()).check(ROWS);
                })
                .requireBoth();
    }
}
