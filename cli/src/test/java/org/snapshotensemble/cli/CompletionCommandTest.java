package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks the shells themselves what they would propose. */
final class CompletionCommandTest {

    /** As bash does when the tabulator key is struck behind the last word. */
    private static final String ASK_BASH = """
            source ./completion
            COMP_WORDS=("$@")
            COMP_CWORD=$(($# - 1))
            COMP_LINE="$*"
            COMP_POINT=${#COMP_LINE}
            function="$(complete -p snapshot | sed 's/.*-F \\([^ ]*\\) .*/\\1/')"
            "$function" 2>/dev/null
            printf '%s\n' "${COMPREPLY[@]}"
            """;

    @TempDir
    private Path folder;

    @Test
    void bash_beginningsOfWords_areCompleted() throws Exception {
        script();
        Files.createDirectories(folder.resolve("runs/first"));
        Files.createFile(folder.resolve("rates.csv"));

        assertThat(bash("snapshot", "ev")).containsExactly("evaluate");
        assertThat(bash("snapshot", "train", "--max-")).containsExactlyInAnyOrder("--max-lr", "--max-time");
        assertThat(bash("snapshot", "evaluate", "--combine", ""))
                .containsExactly("mean", "weighted", "weights", "geometric", "vote", "cascade");
        assertThat(bash("snapshot", "train", "--model", "c")).containsExactly("cnn");
        assertThat(bash("snapshot", "train", "--run", "r")).containsExactlyInAnyOrder("runs", "rates.csv");
        assertThat(bash("snapshot", "verify", "--run", "runs/")).containsExactly("runs/first");
    }

    @Test
    void zsh_script_isTaken() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/zsh")), "there is no zsh");
        script();

        List<String> out = run(
                "/usr/bin/zsh",
                "-fc",
                "autoload -U +X compinit && compinit -u -D; source ./completion; print $_comps[snapshot]");

        assertThat(out).containsExactly("_bash_complete -F _complete_snapshot -o default");
    }

    private void script() throws IOException {
        CommandRun run = CommandRun.of("completion");
        assertThat(run.status()).isZero();
        Files.writeString(folder.resolve("completion"), run.out());
    }

    private List<String> bash(String... words) throws IOException, InterruptedException {
        return run(Stream.concat(Stream.of("bash", "-c", ASK_BASH, "ask"), Stream.of(words))
                .toArray(String[]::new));
    }

    private List<String> run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        process.waitFor();
        return lines;
    }
}
