package org.snapshotensemble.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CommandSettingsTest {

    /** What is measured must be what the command does. */
    @Test
    void settings_areThoseOfTheScript() throws IOException {
        String script = Files.readString(Path.of("..", "snapshot"));

        CommandSettings.ENVIRONMENT.forEach(
                (name, value) -> assertThat(script).contains("export " + name + "=\"${" + name + ":-" + value + "}\""));
        assertThat(script).contains("\noptions=(" + String.join(" ", CommandSettings.JVM_OPTIONS) + ")\n");
        assertThat(script.lines().filter(line -> line.startsWith("export ")))
                .hasSize(CommandSettings.ENVIRONMENT.size());
    }
}
