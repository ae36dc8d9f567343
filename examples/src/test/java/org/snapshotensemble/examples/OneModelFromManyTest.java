package org.snapshotensemble.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.averaging.Averaged;
import org.snapshotensemble.snapshot.ValidationFigures.OfClassification;

class OneModelFromManyTest {

    @TempDir
    Path folder;

    @Test
    void average_ofThreeSnapshots_isOneGoodNetworkThatDeeplearning4jReads() throws IOException {
        Averaged averaged = OneModelFromMany.average(folder, 8);
        assertThat(averaged.members()).hasSize(3);
        assertThat(((OfClassification) averaged.validation()).accuracy()).isGreaterThan(0.93);
        Path file = folder.resolve("average.zip");
        assertThat(Files.exists(file)).isEqualTo(!averaged.isWorse());
        if (!averaged.isWorse()) {
            assertThat(ModelSerializer.restoreMultiLayerNetwork(file.toFile()).params())
                    .isEqualTo(averaged.model().params());
        }
    }
}
