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
        String script = Files.readString(Path.of("..", "cli", "src", "dist", "launch.sh"));

        CommandSettings.ALWAYS.forEach(
                (name, value) -> assertThat(script).contains("export " + name + "=\"${" + name + ":-" + value + "}\""));
        CommandSettings.ON_A_YOUNG_PROCESSOR.forEach(
                (name, value) -> assertThat(script).contains("      export " + name + "=" + value + "\n"));
        assertThat(script).contains("\n  options=(" + String.join(" ", CommandSettings.JVM_OPTIONS) + ")\n");
        // The language of messages changes no measurement.
        assertThat(script.lines().map(String::strip).filter(line -> line.matches("export (?!LANG=|LC_).*")))
                .hasSize(CommandSettings.ALWAYS.size() + CommandSettings.ON_A_YOUNG_PROCESSOR.size());
    }

    @Test
    void isYoung_isByFamilyAndVectorUnits() {
        String zen5 = "vendor_id\t: AuthenticAMD\ncpu family\t: 26\nmodel\t: 2\nflags\t: fpu avx avx2 bmi1\n";
        assertThat(CommandSettings.isYoung(zen5)).isTrue();
        assertThat(CommandSettings.isYoung(zen5.replace("26", "25"))).isFalse();
        assertThat(CommandSettings.isYoung(zen5.replace(" avx2 ", " "))).isFalse();
        assertThat(CommandSettings.isYoung(zen5.replace("AuthenticAMD", "GenuineIntel")))
                .isFalse();
    }
}
