package org.snapshotensemble.evaluation.curve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HistoryReaderTest {

    private static final String HEADER =
            "iteration,epoch,cycle,learning_rate,momentum,loss,validation_accuracy,validation_log_loss\n";

    @TempDir
    private Path folder;

    private Path history(String rows) throws IOException {
        return Files.writeString(folder.resolve("history.csv"), HEADER + rows);
    }

    @Test
    void read_fewRows_keepsEach() throws IOException {
        Path file = history("0,0,0,0.1,,2.5,,\n1,0,0,0.05,0.9,1.5,0.75,0.6\n2,1,,0.1,,Infinity,,\n");
        TrainingCurve.Trough trough = new TrainingCurve.Trough("cycle-0001", 1, 0.05, OptionalDouble.of(0.75));

        TrainingCurve curve = HistoryReader.read(file, List.of(trough)).orElseThrow();

        assertThat(curve.stretches())
                .containsExactly(
                        new Stretch(0, 0, 0.1, 0.1, 0.1, 0.1, Optional.of(new LossRange(2.5, 2.5, 2.5, 1))),
                        new Stretch(1, 1, 0.05, 0.05, 0.05, 0.05, Optional.of(new LossRange(1.5, 1.5, 1.5, 1))),
                        new Stretch(2, 2, 0.1, 0.1, 0.1, 0.1, Optional.empty()));
        assertThat(curve.brokenLosses()).isEqualTo(1);
        assertThat(curve.troughs()).containsExactly(trough);
        assertThat(curve.from()).isZero();
        assertThat(curve.to()).isEqualTo(2);
    }

    /** Each stretch against all rows that it stands for. */
    @ParameterizedTest
    @ValueSource(ints = {1_600, 1_601, 3_200, 10_007})
    void read_manyRows_joinsThemWithoutLosingAnExtreme(int rows) throws IOException {
        SplittableRandom random = new SplittableRandom(rows);
        double[] rates = random.doubles(rows).toArray();
        double[] losses = random.doubles(rows, -1, 5).toArray();
        Path file = folder.resolve("history.csv");
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
            out.print(HEADER);
            for (int row = 0; row < rows; row++) {
                out.println(row + ",0,0," + rates[row] + ",," + losses[row] + ",,");
            }
        }

        List<Stretch> stretches =
                HistoryReader.read(file, List.of()).orElseThrow().stretches();

        assertThat(stretches).hasSizeBetween(Math.min(rows, 800), 1_600);
        int next = 0;
        for (Stretch stretch : stretches) {
            assertThat(stretch.from()).isEqualTo(next);
            next = stretch.to() + 1;
            double[] ownRates = Arrays.copyOfRange(rates, stretch.from(), next);
            double[] ownLosses = Arrays.copyOfRange(losses, stretch.from(), next);
            assertThat(stretch.firstRate()).isEqualTo(ownRates[0]);
            assertThat(stretch.lastRate()).isEqualTo(ownRates[ownRates.length - 1]);
            assertThat(stretch.lowestRate())
                    .isEqualTo(Arrays.stream(ownRates).min().orElseThrow());
            assertThat(stretch.highestRate())
                    .isEqualTo(Arrays.stream(ownRates).max().orElseThrow());
            LossRange loss = stretch.loss().orElseThrow();
            assertThat(loss.count()).isEqualTo(ownLosses.length);
            assertThat(loss.lowest()).isEqualTo(Arrays.stream(ownLosses).min().orElseThrow());
            assertThat(loss.highest()).isEqualTo(Arrays.stream(ownLosses).max().orElseThrow());
            assertThat(loss.mean()).isCloseTo(Arrays.stream(ownLosses).average().orElseThrow(), Offset.offset(1e-12));
        }
        assertThat(next).isEqualTo(rows);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0,0\n",
                "x,0,0,0.1,,2.5,,\n",
                "0,0,0,0.1,,?,,\n",
                "0,0,0,0.1,,1,,\n0,0,0,0.1,,1,,\n0",
                "0,0,0,0.1,,1,,\n0,0,0,0.1,,1,,\n",
                "-1,0,0,0.1,,1,,\n",
                "0,0,0,NaN,,1,,\n"
            })
    void read_noWholeHistory_isEmpty(String rows) throws IOException {
        assertThat(HistoryReader.read(history(rows), List.of())).isEmpty();
    }

    @Test
    void read_noFile_isEmpty() {
        assertThat(HistoryReader.read(folder.resolve("history.csv"), List.of())).isEmpty();
        assertThat(HistoryReader.read(folder, List.of())).isEmpty();
    }
}
