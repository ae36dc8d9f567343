package org.snapshotensemble.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The system itself says no to a training in another process; only where there is {@code strace} to make it. */
@Timeout(300)
class SystemCallTest {

    private static final SmallTraining TRAINING = new SmallTraining(4, 2, 3);

    @TempDir
    private Path folder;

    @BeforeAll
    static void requireStrace() throws InterruptedException {
        boolean works;
        try {
            works = new ProcessBuilder("strace", "-f", "-o", "/dev/null", "true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            works = false;
        }
        assumeTrue(works, "skipped: needs strace, and the right to trace a process");
    }

    @ParameterizedTest
    @CsvSource({
        "fsync, EIO, 1, '', Input/output error",
        "fsync, ENOSPC, 8, '', No space left on device",
        "fsync, EIO, 1, snapshots, Input/output error",
        "rename, EIO, 1, '', Input/output error",
        "rename, EACCES, 1, checkpoint.zip, access denied"
    })
    void refusedCall_stopsTheTrainingAndKeepsWhatWasSaved(
            String call, String error, int when, String file, String words) throws IOException, InterruptedException {
        Path run = folder.resolve("run");
        // strace counts the calls of each thread for itself, and each file is written by a thread of its own.
        List<String> strace = new ArrayList<>(
                List.of("strace", "-f", "-o", folder.resolve("calls").toString(), "-e", "trace=" + call));
        strace.addAll(List.of("-e", "inject=" + call + ":error=" + error + ":when=" + when));
        if (!file.isEmpty()) {
            strace.addAll(List.of("-P", run.resolve(file).toString()));
        }
        List<Promise> told = new ArrayList<>();
        String refusal = "";
        Path errors = folder.resolve("errors");
        List<String> arguments = TRAINING.arguments(run, Care.FULL, TrainingProgram.NEVER);
        try (TrainingProcess process = TrainingProcess.start(strace, errors, arguments)) {
            for (List<String> line = process.nextLine(); !line.isEmpty(); line = process.nextLine()) {
                switch (line.get(0)) {
                    case "saved" -> told.add(new Promise(line.get(1), line.get(2)));
                    case "refused" -> refusal = String.join(" ", line);
                    default -> assertThat(line.get(0)).isEqualTo("started");
                }
            }
            assertThat(process.exitStatus()).isEqualTo(2);
        }
        assertThat(refusal)
                .as(Files.readString(errors))
                .contains(run.toString())
                .contains(words);
        assertThat(new Promises().broken(run, told)).isEmpty();

        TRAINING.in(run).train(TRAINING.batches());
        assertThat(Outcome.of(run)).isEqualTo(TRAINING.unbroken(folder.resolve("unbroken")));
    }
}
