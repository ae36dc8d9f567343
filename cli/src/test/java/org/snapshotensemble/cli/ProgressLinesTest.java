package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.snapshot.ValidationFigures;
import org.snapshotensemble.train.RunEvent.IterationDone;
import org.snapshotensemble.train.RunEvent.RunFailed;
import org.snapshotensemble.train.RunEvent.RunStarted;
import org.snapshotensemble.train.RunEvent.RunStopped;
import org.snapshotensemble.train.RunEvent.SnapshotSaved;
import org.snapshotensemble.train.RunPlan;

final class ProgressLinesTest {

    private static final Path FOLDER = Path.of("run");
    private static final RunPlan PLAN = RunPlan.of(Schedules.snapshotCosine(0.1, 40, 2), 4, 10);

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2027-03-01T08:05:07Z"), ZoneOffset.ofHours(1));

    private final StringWriter written = new StringWriter();
    private long nanos = 1_000;

    private ProgressLines lines() {
        ProgressLines lines = new ProgressLines(new PrintWriter(written), "mlp", () -> nanos, CLOCK);
        lines.runStarted(new RunStarted(FOLDER, PLAN, 0));
        assertThat(written).hasToString("run: run\n");
        written.getBuffer().setLength(0);
        return lines;
    }

    private void iterate(ProgressLines lines, int iterations, long pauseMillis) {
        for (int i = 0; i < iterations; i++) {
            nanos += TimeUnit.MILLISECONDS.toNanos(pauseMillis);
            lines.iterationDone(new IterationDone(i, i / 10, OptionalInt.of(i / 20), 0.05, 1.25, 32));
        }
    }

    private static Snapshot snapshot(Optional<ValidationFigures> figures) {
        return new Snapshot("cycle-0001", 0, 19, 1, 0.1, "snapshots/cycle-0001.zip", "0".repeat(64), 9, figures);
    }

    @Test
    void iterationDone_plain_isALineEveryFiveSeconds() {
        iterate(lines(), 40, 300);
        assertThat(written).hasToString("""
                        2027-03-01 09:05:07 mlp: epoch 2/4, cycle 1/2, iteration 17/40, rate 0.0500, loss 1.2500, 107 examples/s, 0:07 left
                        2027-03-01 09:05:07 mlp: epoch 4/4, cycle 2/2, iteration 34/40, rate 0.0500, loss 1.2500, 107 examples/s, 0:02 left
                        """);
    }

    @Test
    void iterationDone_noCycle_saysNone() {
        ProgressLines lines = lines();
        nanos += TimeUnit.SECONDS.toNanos(10);
        lines.iterationDone(new IterationDone(9, 0, OptionalInt.empty(), 0.05, 1.25, 32));
        assertThat(written.toString()).startsWith("2027-03-01 09:05:07 mlp: epoch 1/4, iteration 10/40, rate 0.0500, ");
    }

    @Test
    void snapshotSaved_classification_isALineWithItsFigures() {
        lines().snapshotSaved(new SnapshotSaved(
                snapshot(Optional.of(new ValidationFigures.OfClassification(0.96552, 0.12345)))));
        assertThat(written)
                .hasToString(
                        "2027-03-01 09:05:07 mlp: snapshot 1 of 2 after iteration 20: validation accuracy 96.55 %, log loss 0.1235\n");
    }

    @Test
    void snapshotSaved_regression_isALineWithItsFigures() {
        lines().snapshotSaved(new SnapshotSaved(snapshot(Optional.of(new ValidationFigures.OfRegression(0.0012346)))));
        assertThat(written)
                .hasToString(
                        "2027-03-01 09:05:07 mlp: snapshot 1 of 2 after iteration 20: validation squared error 0.001235\n");
    }

    @Test
    void iterationDone_afterGoingOn_countsTheTimeLeftFromThere() {
        ProgressLines lines = new ProgressLines(new PrintWriter(written), "mlp", () -> nanos, CLOCK);
        lines.runStarted(new RunStarted(FOLDER, PLAN, 30));
        for (int i = 30; i < 32; i++) {
            nanos += TimeUnit.SECONDS.toNanos(3);
            lines.iterationDone(new IterationDone(i, 3, OptionalInt.of(1), 0.05, 1.25, 32));
        }
        assertThat(written).hasToString("""
                        run: run
                        2027-03-01 09:05:07 mlp: goes on after iteration 30 of 40
                        2027-03-01 09:05:07 mlp: epoch 4/4, cycle 2/2, iteration 32/40, rate 0.0500, loss 1.2500, 11 examples/s, 0:24 left
                        """);
    }

    @Test
    void runStopped_isALine() {
        lines().runStopped(new RunStopped(FOLDER, 7));
        assertThat(written).hasToString("2027-03-01 09:05:07 mlp: stopped after iteration 7 of 40\n");
    }

    @Test
    void runFailed_plain_saysNothing() {
        lines().runFailed(new RunFailed(FOLDER, "reason"));
        assertThat(written).hasToString("");
    }

    @ParameterizedTest
    @CsvSource({"0, 5", "499, 5", "1000, 10", "30000, 300", "86400, 300"})
    void pause_secondsGone_growsToFiveMinutes(long gone, long pause) {
        assertThat(ProgressLines.pause(TimeUnit.SECONDS.toNanos(gone))).isEqualTo(TimeUnit.SECONDS.toNanos(pause));
    }

    @ParameterizedTest
    @CsvSource({"0, 0:00", "0.4, 0:00", "59.6, 1:00", "61, 1:01", "3599.4, 59:59", "3600, 1:00:00", "36061, 10:01:01"})
    void duration_seconds_areMinutesOrHours(double seconds, String text) {
        assertThat(ProgressText.duration(seconds)).isEqualTo(text);
    }

    /** The last one leaves no snapshot, and is none of those that the plan counts. */
    @Test
    void iterationDone_cycleThatTheRunCuts_hasNoNumberOfCycles() {
        ProgressLines lines = lines();
        nanos += TimeUnit.SECONDS.toNanos(10);
        lines.iterationDone(new IterationDone(39, 3, OptionalInt.of(2), 0.05, 1.25, 32));
        assertThat(written.toString()).startsWith("2027-03-01 09:05:07 mlp: epoch 4/4, cycle 3, iteration 40/40, ");
    }
}
