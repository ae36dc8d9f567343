package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.TrainingDivergedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

final class FailureLineTest {

    private final StringWriter err = new StringWriter();

    private int status(RuntimeException failure) {
        return new CommandLine(new Failing(failure))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler(new FailureLine())
                .execute();
    }

    @Command(name = "failing")
    private record Failing(RuntimeException failure) implements Runnable {
        @Override
        public void run() {
            throw failure;
        }
    }

    @Test
    void badInput_isOneLineAndStatusTwo() {
        assertThat(status(new BadInputException("first,\n   second"))).isEqualTo(2);
        assertThat(err).hasToString("failing: first, second\n");
    }

    @Test
    void badInput_thatATerminalWouldObey_isShownWithoutThat() {
        assertThat(status(new BadInputException("csv:\u001b[2J\u202ex: no such file")))
                .isEqualTo(2);
        assertThat(err).hasToString("failing: csv:?[2J?x: no such file\n");
    }

    @Test
    void badRun_isOneLineAndStatusTwo() {
        assertThat(status(new RunException(Path.of("r"), "r: holds no run"))).isEqualTo(2);
        assertThat(err).hasToString("failing: r: holds no run\n");
    }

    @Test
    void divergedTraining_isOneLineAndStatusTwo() {
        assertThat(status(new TrainingDivergedException(3, "iteration 3: NaN"))).isEqualTo(2);
        assertThat(err).hasToString("failing: iteration 3: NaN\n");
    }

    @Test
    void failureThatNobodyIsToBlameFor_isOneLineAndStatusOne() {
        assertThat(status(new CommandFailedException("disk full", new IllegalStateException())))
                .isEqualTo(1);
        assertThat(err).hasToString("failing: disk full\n");
    }

    @Test
    void failureOfOurs_hasAStackTraceAndStatusOne() {
        assertThat(status(new IllegalStateException("bug"))).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("java.lang.IllegalStateException: bug\n\tat ")
                .endsWith("failing: failed, and it should not have: java.lang.IllegalStateException: bug\n");
    }
}
