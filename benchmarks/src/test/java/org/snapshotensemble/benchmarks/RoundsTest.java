package org.snapshotensemble.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.snapshotensemble.benchmarks.result.Better;
import org.snapshotensemble.benchmarks.result.Contender;
import org.snapshotensemble.benchmarks.result.Measurement;
import org.snapshotensemble.benchmarks.result.Quantity;

class RoundsTest {

    private static final Quantity SPEED = new Quantity("training", "speed", "examples/s", Better.HIGHER);
    private static final Program OURS = program(Contender.PROJECT, Surroundings.PROJECT_JVM);
    private static final Program THEIRS = program(Contender.PYTORCH, Surroundings.PYTHON);
    private static final Program SHIPPED =
            program(Contender.SHIPPED, Surroundings.SHIPPED_JVM).atMost(1);
    private static final BenchmarkCase CASE = new BenchmarkCase("cnn", "Training.", List.of(OURS, THEIRS, SHIPPED));

    private final List<Contender> turns = new ArrayList<>();
    private final ByteArrayOutputStream progress = new ByteArrayOutputStream();

    @Test
    void measure_severalRounds_takesTurnsInBothOrders() throws IOException, InterruptedException {
        Rounds rounds = rounds(3, program -> Map.of("speed", 10.0 * turns.size()));

        rounds.measure(CASE);

        assertThat(turns)
                .containsExactly(
                        Contender.PROJECT,
                        Contender.PYTORCH,
                        Contender.SHIPPED,
                        Contender.PYTORCH,
                        Contender.PROJECT,
                        Contender.PROJECT,
                        Contender.PYTORCH);
        assertThat(rounds.measurements())
                .containsExactly(
                        new Measurement("cnn", SPEED, Contender.PROJECT, List.of(10.0, 50.0, 60.0)),
                        new Measurement("cnn", SPEED, Contender.PYTORCH, List.of(20.0, 40.0, 70.0)),
                        new Measurement("cnn", SPEED, Contender.SHIPPED, List.of(30.0)));
        assertThat(rounds.failures()).isEmpty();
    }

    @Test
    void measure_programThatFails_isOutAndTheOthersGoOn() throws IOException, InterruptedException {
        Rounds rounds = rounds(2, program -> {
            if (program.equals(THEIRS)) {
                throw new MeasuringFailedException("ended with status 1: no memory");
            }
            return Map.of("speed", 1.0);
        });

        rounds.measure(CASE);

        assertThat(rounds.measurements())
                .extracting(Measurement::contender)
                .containsExactly(Contender.PROJECT, Contender.SHIPPED);
        assertThat(rounds.failures()).containsExactly("cnn, PyTorch: training {} ended with status 1: no memory");
        assertThat(turns).filteredOn(Contender.PYTORCH::equals).hasSize(1);
    }

    @Test
    void measure_programThatTellsSomethingElse_fails() throws IOException, InterruptedException {
        Rounds rounds = rounds(1, program -> Map.of("pace", 1.0));

        rounds.measure(new BenchmarkCase("cnn", "Training.", List.of(OURS)));

        assertThat(rounds.measurements()).isEmpty();
        assertThat(rounds.failures()).containsExactly("cnn, this project: training {} must tell speed, told [pace]");
    }

    @Test
    void measure_networksOfDifferentSize_isAFailure() throws IOException, InterruptedException {
        Rounds rounds =
                rounds(1, program -> Map.of("speed", 1.0, "parameters", program.equals(OURS) ? 206922.0 : 206921.0));

        rounds.measure(new BenchmarkCase("cnn", "Training.", List.of(OURS, THEIRS)));

        assertThat(rounds.failures())
                .containsExactly("cnn: the contenders' networks must have as many parameters each, had"
                        + " {PROJECT=206922.0, PYTORCH=206921.0}");
    }

    @Test
    void measure_eachTurn_isTold() throws IOException, InterruptedException {
        rounds(1, program -> Map.of("speed", 1234.5)).measure(new BenchmarkCase("cnn", "Training.", List.of(OURS)));

        assertThat(progress.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("round 1 of 1: cnn, this project: training 1,234.500 examples/s");
    }

    @Test
    void rounds_none_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rounds(0, program -> Map.of()))
                .withMessage("rounds must be > 0, was 0");
    }

    private Rounds rounds(int count, Rounds.Runner runner) {
        Rounds.Runner noting = program -> {
            turns.add(program.contender());
            return runner.run(program);
        };
        return new Rounds(noting, count, new PrintStream(progress, true, StandardCharsets.UTF_8));
    }

    private static Program program(Contender contender, Surroundings surroundings) {
        return new Program(contender, surroundings, "training", Map.of(), List.of(SPEED));
    }
}
