package org.snapshotensemble.benchmarks.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultsTest {

    private static final List<Cell> GRID = List.of(cell(1, "max 0.1"), cell(2, "max 0.1"), cell(1, "max 3"));

    @TempDir
    private Path folder;

    @Test
    void add_readAgain_knowsWhatIsFinishedAndForgetsWhatTheGridHasNoMore() throws IOException {
        Path file = folder.resolve("rates.json");
        ResultsFile results = new ResultsFile(file);
        results.add(result(GRID.get(1), 0.5), GRID);
        results.add(result(GRID.get(0), 0.75), GRID);

        ResultsFile again = new ResultsFile(file);

        assertThat(again.of(GRID)).containsExactly(result(GRID.get(0), 0.75), result(GRID.get(1), 0.5));
        assertThat(again.of(GRID.get(2))).isEmpty();
        Cell longer = new Cell(DataSet.DIGITS, "mlp", "max 0.1", 1, List.of("--epochs", "80"));
        assertThat(again.of(longer)).as("other options").isEmpty();
        again.add(result(longer, 1), List.of(longer, GRID.get(1)));
        assertThat(new ResultsFile(file).of(GRID)).containsExactly(result(GRID.get(1), 0.5));
    }

    @Test
    void add_whatAnotherProcessKeptMeanwhile_isKept() throws IOException {
        Path file = folder.resolve("rates.json");
        ResultsFile one = new ResultsFile(file);
        ResultsFile other = new ResultsFile(file);
        one.add(result(GRID.get(0), 0.75), GRID);
        other.add(result(GRID.get(1), 0.5), GRID);

        assertThat(new ResultsFile(file).of(GRID)).containsExactly(result(GRID.get(0), 0.75), result(GRID.get(1), 0.5));
    }

    @Test
    void markdown_seeds_areALineWithMeanAndSpread() {
        ResultsTable table = new ResultsTable(
                List.of(result(GRID.get(0), 0.75), result(GRID.get(1), 0.5), failure(GRID.get(2), "the loss is NaN")));

        // The sample's deviation of 0.75 and 0.5 is 0.25 / sqrt(2).
        assertThat(table.markdown()).isEqualTo("""
                        Accuracy on the test data, mean and standard deviation over the seeds, and of the last network that predicts alone: the last snapshot, or the network of the last seed; log loss in nats, before and after a temperature that is fitted on validation data; how many networks predict; seconds of training, and of predicting the test data, on the clock.

                        ## digits, mlp

                        | | accuracy | s.d. over seeds | last single | log loss | tempered | members | seconds | predicting | seeds |
                        | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |
                        | max 0.1 | 62.50 % | 17.68 | 25.00 % | 0.7500 | 0.6250 | 5 | 3 | 0.13 | 2 |
                        | max 3 | none: the loss is NaN | | | | | | | | 1 |

                        Sources: abc. Machine: processor.
                        """);
    }

    @Test
    void markdown_aBusyMachine_isSaidOfTheSeconds() {
        CellResult busy = new CellResult(
                "digits", "mlp", "max 3", 1, List.of(), "", Map.of(), "", "it failed", 7.25, "abc", "processor", "");

        assertThat(new ResultsTable(List.of(busy)).markdown())
                .contains(
                        "seconds of training, and of predicting the test data, on the clock, which are too many here: other work ran beside it"
                                + " (a load of up to 7.3).");
    }

    @Test
    void markdown_againstTheReference_pairsSeedsAndExamples() {
        // Of 8 examples the reference has the first four right, the other one all but the first.
        List<CellResult> results = List.of(
                reference(1, 0b0000_1111),
                reference(2, 0b0000_1111),
                reference(3, 0b0000_1111),
                other(1, 0b1111_1110),
                other(2, 0b0111_1110),
                other(4, 0b1111_1111));

        // Points: (3/8 + 2/8) / 2. Seed 4 has no partner. 7 against 2 of 9: 2 (1 + 9 + 36) / 512.
        assertThat(new ResultsTable(results).markdown()).contains("""
                        | against one cosine cycle | points | 95 % interval | t-test over seeds, p | only it right | only the other right | McNemar, p | seeds |
                        | --- | --: | --: | --: | --: | --: | --: | --: |
                        | other | +31.25 |  |  | 7 | 2 | 0.180 | 2 |

                        | against one cosine cycle | log loss | 95 % interval | t-test over seeds, p | tempered | 95 % interval | t-test over seeds, p | seeds |
                        | --- | --: | --: | --: | --: | --: | --: | --: |
                        | other | -0.3125 |  |  | +0.0000 |  |  | 2 |
                        """);
    }

    @Test
    void markdown_threeSeeds_haveATTest() {
        List<CellResult> results = List.of(
                reference(1, 0b0000_1111),
                reference(2, 0b0000_1111),
                reference(3, 0b0000_1111),
                other(1, 0b0001_1111),
                other(2, 0b0011_1111),
                other(3, 0b0111_1111));

        // Differences of 1, 2 and 3 eighths: mean 2, deviation 1, t = 2 sqrt(3), and p of that on 2 degrees of freedom
        // is 1 - t / sqrt(2 + t^2) = 0.0742. Half of the interval is 4.303 / sqrt(3) eighths.
        assertThat(new ResultsTable(results).markdown())
                .contains("| other | +25.00 | -6.05 to +56.05 | 0.074 | 6 | 0 | 0.031 | 3 |")
                .contains("| other | -0.2500 | -0.5605 to +0.0605 | 0.074 | +0.0000 |  |  | 3 |");
    }

    private static CellResult reference(long seed, int right) {
        return of("one cosine cycle", seed, right);
    }

    private static CellResult other(long seed, int right) {
        return of("other", seed, right);
    }

    private static CellResult of(String recipe, long seed, int right) {
        BitSet correct = BitSet.valueOf(new byte[] {(byte) right});
        double accuracy = correct.cardinality() / 8.0;
        Map<String, Double> figures = Map.of(
                CellResult.ACCURACY, accuracy, CellResult.LOG_LOSS, 1 - accuracy, CellResult.TEMPERED_LOG_LOSS, 0.5);
        String text = CorrectExamples.text(correct);
        return new CellResult(
                "digits", "mlp", recipe, seed, List.of(), "", figures, text, "", 0, "abc", "processor", "");
    }

    @Test
    void csv_aCell_isALineInFullPrecision() {
        ResultsTable table = new ResultsTable(List.of(result(GRID.get(0), 0.1), failure(GRID.get(2), "a \"b\", c")));

        assertThat(table.csv()).isEqualTo("""
                        data,network,recipe,seed,schedule,accuracy,last_accuracy,log_loss,tempered_log_loss,members,seconds,prediction_seconds,failure
                        digits,mlp,"max 0.1",1,"cosine(a=1,b=2)",0.1,0.25,0.75,0.625,5.0,2.5,0.125,
                        digits,mlp,"max 3",1,,,,,,,,,"a ""b"", c"
                        """);
    }

    private static Cell cell(long seed, String recipe) {
        return new Cell(DataSet.DIGITS, "mlp", recipe, seed, List.of("--epochs", "40"));
    }

    private static CellResult result(Cell cell, double accuracy) {
        return of(
                cell,
                "cosine(a=1,b=2)",
                Map.of(
                        CellResult.ACCURACY,
                        accuracy,
                        CellResult.LAST_ACCURACY,
                        0.25,
                        CellResult.LOG_LOSS,
                        0.75,
                        CellResult.TEMPERED_LOG_LOSS,
                        0.625,
                        CellResult.MEMBERS,
                        5.0,
                        CellResult.SECONDS,
                        2.5,
                        CellResult.PREDICTION_SECONDS,
                        0.125),
                "");
    }

    private static CellResult failure(Cell cell, String why) {
        return of(cell, "", Map.of(), why);
    }

    private static CellResult of(Cell cell, String schedule, Map<String, Double> figures, String failure) {
        return new CellResult(
                cell.data().title(),
                cell.network(),
                cell.recipe(),
                cell.seed(),
                cell.options(),
                schedule,
                figures,
                failure.isEmpty() ? CorrectExamples.text(BitSet.valueOf(new byte[] {0b0111})) : "",
                failure,
                1.5,
                "abc",
                "processor",
                "2026-11-29T00:00:00Z");
    }
}
