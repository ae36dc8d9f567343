package org.snapshotensemble.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChoosingOnValidationTest {

    @TempDir
    Path folder;

    @Test
    void lines_sayWhatEachChoiceGives() throws IOException {
        List<String> lines = ChoosingOnValidation.chooseAndMeasure(folder.resolve("run"), 6);
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).matches("all alike: accuracy 0\\.9\\d+, log loss 0\\.\\d+");
        assertThat(lines.get(1)).matches("greedy \\[(\\d+, ){5}\\d+]: accuracy 0\\.9\\d+, log loss 0\\.\\d+");
        assertThat(lines.get(2)).startsWith("weighted: accuracy 0.9");
        assertThat(lines.get(3)).matches("temperature \\d\\.\\d\\d: accuracy 0\\.9\\d+, log loss 0\\.\\d+");
        assertThat(lines.get(3).replaceFirst(".*accuracy (\\S+),.*", "$1"))
                .as("a temperature changes no class")
                .isEqualTo(lines.get(0).replaceFirst(".*accuracy (\\S+),.*", "$1"));
        assertThat(lines.get(4)).matches("cascade: [12]\\.\\d\\d of 6 members asked of an image, accuracy 0\\.9\\d+");
    }
}
