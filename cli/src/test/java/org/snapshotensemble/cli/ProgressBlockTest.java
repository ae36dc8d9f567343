package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.snapshot.ValidationFigures;
import org.snapshotensemble.train.RunEvent.IterationDone;
import org.snapshotensemble.train.RunEvent.RunFailed;
import org.snapshotensemble.train.RunEvent.RunStarted;
import org.snapshotensemble.train.RunEvent.RunStopped;
import org.snapshotensemble.train.RunEvent.SnapshotSaved;
import org.snapshotensemble.train.RunPlan;

final class ProgressBlockTest {

    private static final Path FOLDER = Path.of("run");

    private final FakeTerminal terminal = new FakeTerminal();
    private long nanos = 1_000;

    private ProgressBlock started(CyclicSchedule schedule, int columns, int done) {
        ProgressBlock block = new ProgressBlock(new LiveBlock(terminal, columns), "mlp, seed 2", () -> nanos);
        block.runStarted(new RunStarted(FOLDER, RunPlan.of(schedule, 40, 10), done));
        return block;
    }

    private ProgressBlock started(int columns) {
        return started(Schedules.snapshotCosine(0.1, 400, 20), columns, 0);
    }

    /** So many iterations of 20 to a cycle and 10 to an epoch, with batches of 32. */
    private void iterate(ProgressBlock block, int from, int to, long pauseMillis) {
        for (int i = from; i < to; i++) {
            nanos += TimeUnit.MILLISECONDS.toNanos(pauseMillis);
            block.iterationDone(new IterationDone(i, i / 10, OptionalInt.of(i / 20), 0.05, i == from ? 1 : 3, 32));
        }
    }

    private static SnapshotSaved saved(int cycle, double accuracy) {
        String id = String.format(Locale.ROOT, "cycle-%04d", cycle + 1);
        return new SnapshotSaved(new Snapshot(
                id,
                cycle,
                20 * cycle + 19,
                2 * cycle + 1,
                0.001,
                "snapshots/" + id + ".zip",
                "0".repeat(64),
                9,
                Double.isNaN(accuracy)
                        ? Optional.empty()
                        : Optional.of(new ValidationFigures.OfClassification(accuracy, 0.25))));
    }

    @Test
    void iterationDone_isABlockDrawnOver() {
        ProgressBlock block = started(61);
        iterate(block, 0, 2, 1_500);
        // The mean of 1 and 3, the older with weight 0.98: (0.98 + 3) / 1.98.
        assertThat(terminal.screen()).isEqualTo("""
                run: run
                mlp, seed 2: epoch 1 of 40, cycle 1 of 20, iteration 2 of 4…
                run    ───────────────────────────────────────────────   0 %
                cycle  ━━━━───────────────────────────────────────────  10 %
                9:57 left   0:03 gone   rate 0.0500   loss 2.0101   21 exam…
                """);
        iterate(block, 2, 100, 100);
        assertThat(terminal.screen())
                .contains("iteration 98 of")
                .contains("\nrun    ━━━━━━━━━━━────────────────────────────────────  24 %\n")
                .contains("\ncycle  ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━─────  90 %\n")
                .hasLineCount(5);
    }

    @Test
    void iterationDone_tooSoon_guessesNoTimeLeft() {
        iterate(started(100), 0, 1, 300);
        assertThat(terminal.screen()).contains("\n… left   0:00 gone   rate 0.0500   loss 1.0000   107 examples/s\n");
    }

    @Test
    void iterationDone_isDrawnFourTimesASecond() {
        ProgressBlock block = started(100);
        int before = terminal.writes();
        iterate(block, 0, 100, 20);
        // In two seconds: at 0.26 s, 0.52 s and so on to 1.82 s.
        assertThat(terminal.writes() - before).isEqualTo(7);
    }

    @Test
    void snapshots_many_areTheNewestAndTheBest() {
        ProgressBlock block = started(80);
        double[] accuracies = {0.90, 0.97, 0.96, 0.95, 0.96, 0.97};
        for (int cycle = 0; cycle < accuracies.length; cycle++) {
            block.snapshotSaved(saved(cycle, accuracies[cycle]));
        }
        iterate(block, 120, 121, 300);
        assertThat(terminal.screen()).endsWith("""
                snapshots: 6 of 20, the newest and the best:
                  cycle-0002  validation accuracy 97.00 %, log loss 0.2500  best
                  cycle-0004  validation accuracy 95.00 %, log loss 0.2500
                  cycle-0005  validation accuracy 96.00 %, log loss 0.2500
                  cycle-0006  validation accuracy 97.00 %, log loss 0.2500
                """);
    }

    @Test
    void snapshots_withoutValidation_tellTheirIteration() {
        ProgressBlock block = started(80);
        block.snapshotSaved(saved(0, Double.NaN));
        iterate(block, 20, 21, 300);
        assertThat(terminal.screen()).endsWith("snapshots: 1 of 20:\n  cycle-0001  after iteration 20\n");
    }

    @Test
    void iterationDone_oneCycleForAll_hasOneBar() {
        iterate(started(Schedules.snapshotCosine(0.1, 400, 1), 80, 0), 0, 1, 300);
        assertThat(terminal.screen()).contains("run    ─").doesNotContain("cycle  ─");
    }

    @Test
    void iterationDone_cycleThatTheRunCuts_isOfNone() {
        iterate(started(Schedules.triangular(0.01, 0.1, 150), 100, 0), 390, 391, 300);
        assertThat(terminal.screen())
                .contains("cycle 20, iteration 391 of 400\n")
                .contains("cycle  ━━━━━━━━━━━━");
    }

    @Test
    void runStopped_leavesALine() {
        ProgressBlock block = started(80);
        block.snapshotSaved(saved(0, 0.9));
        iterate(block, 0, 40, 100);
        block.runStopped(new RunStopped(FOLDER, 40));
        assertThat(terminal.screen())
                .isEqualTo("run: run\nmlp, seed 2: stopped after iteration 40 of 400, 1 snapshot: validation"
                        + " accuracy 90.00 %, log loss 0.2500\n");
    }

    @Test
    void runFailed_leavesRoomForTheMessage() {
        ProgressBlock block = started(Schedules.snapshotCosine(0.1, 400, 20), 80, 30);
        iterate(block, 30, 40, 100);
        block.runFailed(new RunFailed(FOLDER, "reason"));
        assertThat(terminal.screen()).isEqualTo("run: run\nmlp, seed 2: goes on after iteration 30 of 400\n");
    }

    @ParameterizedTest
    @CsvSource({"100,,,100", "100,1,,", "100,,dumb,", "'',,,", "100,'',xterm,100", "wide,,,", "0,,,"})
    void drawnColumns_areThoseOfATerminalThatMayBeDrawnOn(String columns, String noColor, String term, Integer drawn) {
        Map<String, String> environment = new HashMap<>();
        Optional.ofNullable(noColor).ifPresent(value -> environment.put("NO_COLOR", value));
        Optional.ofNullable(term).ifPresent(value -> environment.put("TERM", value));
        assertThat(Main.drawnColumns(columns, environment))
                .isEqualTo(drawn == null ? OptionalInt.empty() : OptionalInt.of(drawn));
    }
}
