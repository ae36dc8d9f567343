package org.snapshotensemble.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snapshotensemble.benchmarks.result.Contender;

class LauncherTest {

    private final Launcher launcher = new Launcher(
            CommandSettings.ALWAYS,
            new ClassPath(List.of("nd4j.jar", "x/ensemble-core-1.jar")),
            "python",
            Path.of("peer.py"),
            Path.of("work"));

    @Test
    void command_ofTheProject_hasTheCommandsOptionsAndAllJars() {
        assertThat(launcher.command(program(Surroundings.PROJECT_JVM)))
                .containsAll(CommandSettings.JVM_OPTIONS)
                .contains(
                        String.join(File.pathSeparator, "nd4j.jar", "x/ensemble-core-1.jar"),
                        "training",
                        "network=cnn",
                        "work=work")
                .noneMatch(word -> word.contains("ActiveProcessorCount"));
    }

    @Test
    void command_ofAUsersOwnProgram_hasAllJarsAndNoOptions() {
        assertThat(launcher.command(program(Surroundings.PLAIN_JVM)))
                .contains(String.join(File.pathSeparator, "nd4j.jar", "x/ensemble-core-1.jar"))
                .doesNotContainAnyElementsOf(CommandSettings.JVM_OPTIONS);
    }

    @Test
    void command_onOneCore_saysSoToTheJvm() {
        assertThat(launcher.command(program(Surroundings.ONE_CORE_JVM))).contains("-XX:ActiveProcessorCount=1");
    }

    @Test
    void command_ofShippedDeeplearning4j_hasNoOptionsAndNotOurJars() {
        assertThat(launcher.command(program(Surroundings.SHIPPED_JVM)))
                .contains("nd4j.jar")
                .doesNotContainAnyElementsOf(CommandSettings.JVM_OPTIONS);
    }

    @Test
    void command_ofThePeer_startsItsProgramWithAThreadForEachCore() {
        assertThat(launcher.command(program(Surroundings.PYTHON)))
                .startsWith("python", "peer.py", "training")
                .contains("threads=" + Runtime.getRuntime().availableProcessors());
    }

    @Test
    void setEnvironment_whateverTheShellHas_isTheSameForBothSides() {
        Map<String, String> shell = Map.of("OPENBLAS_CORETYPE", "Haswell", "OMP_NUM_THREADS", "7", "HOME", "/home/x");
        Map<String, String> peer = new HashMap<>(shell);
        Map<String, String> project = new HashMap<>(shell);

        launcher.setEnvironment(peer, Surroundings.PYTHON);
        launcher.setEnvironment(project, Surroundings.PROJECT_JVM);

        assertThat(peer).isEqualTo(Map.of("HOME", "/home/x"));
        project.keySet().removeAll(CommandSettings.ALWAYS.keySet());
        assertThat(project).isEqualTo(peer);
    }

    private static Program program(Surroundings surroundings) {
        return new Program(Contender.PROJECT, surroundings, "training", Map.of("network", "cnn"), List.of());
    }
}
