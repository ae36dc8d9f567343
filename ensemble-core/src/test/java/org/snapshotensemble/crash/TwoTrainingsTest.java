package org.snapshotensemble.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.snapshot.RunException;

/** Two processes in one run's folder. */
@Timeout(120)
class TwoTrainingsTest {

    private static final SmallTraining TRAINING = new SmallTraining(4, 2, 3);

    @TempDir
    private Path folder;

    @Test
    void secondTraining_isRefusedUntilTheFirstIsKilled() throws IOException, InterruptedException {
        Outcome expected = TRAINING.unbroken(folder.resolve("unbroken"));
        Path run = folder.resolve("run");
        try (TrainingProcess first = start(run, "cycle-0001:1")) {
            assertThat(first.nextLine()).containsExactly("started", "0");
            assertThat(first.nextLine()).containsExactly("stands", "Write");
            String refusal = run + ": is being trained in; wait for the end of that training, or choose another folder";
            assertThatThrownBy(() -> TRAINING.in(run).train(TRAINING.batches()))
                    .isInstanceOf(RunException.class)
                    .hasMessage(refusal);
            try (TrainingProcess second = start(run, TrainingProgram.NEVER)) {
                assertThat(String.join(" ", second.nextLine())).isEqualTo("refused " + refusal);
                assertThat(second.exitStatus()).isEqualTo(2);
            }
            first.kill();
            assertThat(first.exitStatus()).isEqualTo(137);
        }
        TRAINING.in(run).train(TRAINING.batches());
        assertThat(Outcome.of(run)).isEqualTo(expected);
    }

    private TrainingProcess start(Path run, String standing) throws IOException {
        return TrainingProcess.start(
                List.of(), folder.resolve("errors-" + standing.length()), TRAINING.arguments(run, Care.FULL, standing));
    }
}
