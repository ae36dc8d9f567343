package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.ScheduleSpec;

final class ScheduleCommandTest {

    private static List<String[]> rows(String spec, int iterations) {
        CommandRun run = CommandRun.of("schedule", spec, "--iterations", Integer.toString(iterations));
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(iterations + 1);
        assertThat(lines.get(0)).isEqualTo("iteration,learning_rate,momentum,cycle,trough");
        return lines.stream().skip(1).map(line -> line.split(",", -1)).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "triangular(base=0.001,max=0.006,stepSize=7)",
                "triangular2(base=0.001,max=0.006,stepSize=7)",
                "exp_range(base=0.001,max=0.006,stepSize=7,gamma=0.99994)",
                "cosine_restarts(max=0.1,min=0.001,cycle=3,multiplier=2)",
                "snapshot_cosine(max=0.2,total=100,cycles=7)",
                "one_cycle(max=0.5,total=100)"
            })
    void schedule_cyclic_isTheScheduleToTheBit(String text) {
        CyclicSchedule schedule = (CyclicSchedule) ScheduleSpec.parse(text).schedule();
        List<String[]> rows = rows(text, 100);
        for (int i = 0; i < 100; i++) {
            String[] row = rows.get(i);
            assertThat(row[0]).isEqualTo(Integer.toString(i));
            assertThat(Double.parseDouble(row[1])).isEqualTo(schedule.rateAt(i));
            if (schedule.momentumAt(i).isPresent()) {
                assertThat(Double.parseDouble(row[2]))
                        .isEqualTo(schedule.momentumAt(i).getAsDouble());
            } else {
                assertThat(row[2]).isEmpty();
            }
            assertThat(row[3]).isEqualTo(Integer.toString(schedule.cycleAt(i).index()));
            assertThat(row[4]).isEqualTo(Boolean.toString(schedule.cycleAt(i).lastIteration() == i));
        }
    }

    @Test
    void schedule_withoutCycles_hasItsTroughAtTheEnd() {
        CommandRun run = CommandRun.of("schedule", "step_decay(initial=0.1,factor=0.5,every=2)", "--iterations", "3");
        assertThat(run.out()).isEqualTo("""
                        iteration,learning_rate,momentum,cycle,trough
                        0,0.1,,0,false
                        1,0.1,,0,false
                        2,0.05,,0,true
                        """);
    }

    @Test
    void schedule_pastItsTotal_holdsTheRateAndHasNoCycle() {
        List<String[]> rows = rows("snapshot_cosine(max=0.2,total=2,cycles=2)", 4);
        assertThat(rows.get(1)).containsExactly("1", "0.2", "", "1", "true");
        assertThat(rows.get(2)).containsExactly("2", "0.2", "", "", "false");
        assertThat(rows.get(3)).containsExactly("3", "0.2", "", "", "false");
    }

    @Test
    void schedule_totalLeftOut_isTheNumberOfIterations() {
        assertThat(CommandRun.of("schedule", "snapshot_cosine(max=0.2,cycles=5)", "--iterations", "50"))
                .isEqualTo(
                        CommandRun.of("schedule", "snapshot_cosine(max=0.2,total=50,cycles=5)", "--iterations", "50"));
    }

    @Test
    void schedule_moreRowsThanOneChunk_losesNone() {
        List<String[]> rows = rows("constant(0.1)", 20_000);
        assertThat(rows.get(19_999)).containsExactly("19999", "0.1", "", "0", "true");
    }

    @Test
    void schedule_readerThatHasEnough_isNoFailure() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(
                new Streams(failing("Broken pipe"), err, OptionalInt.empty()),
                "schedule",
                "constant(0.1)",
                "--iterations",
                "9");
        assertThat(status).isZero();
        assertThat(err.size()).isZero();
    }

    @Test
    void schedule_fullDisk_isAFailure() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(
                new Streams(failing("No space left on device"), err, OptionalInt.empty()),
                "schedule",
                "constant(0.1)",
                "--iterations",
                "9");
        assertThat(status).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("snapshot schedule: standard output cannot be written: No space left on device\n");
    }

    @Test
    void results_fullDisk_areAFailure() {
        Streams streams =
                new Streams(failing("No space left on device"), OutputStream.nullOutputStream(), OptionalInt.empty());
        assertThatExceptionOfType(CommandFailedException.class)
                .isThrownBy(() -> streams.results(out -> out.println("figures")))
                .withMessage("standard output cannot be written: No space left on device");
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }
}
