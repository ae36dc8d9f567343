package org.snapshotensemble.benchmarks.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
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
    void markdown_seeds_areALineWithMeanAndSpread() {
        ResultsTable table = new ResultsTable(
                List.of(result(GRID.get(0), 0.75), result(GRID.get(1), 0.5), failure(GRID.get(2), "the loss is NaN")));

        // The sample's deviation of 0.75 and 0.5 is 0.25 / sqrt(2).
        assertThat(table.markdown()).isEqualTo("""
                        ## digits, mlp

                        | | accuracy | spread | last single | log loss | tempered | members | seconds | seeds |
                        | --- | --: | --: | --: | --: | --: | --: | --: | --: |
                        | max 0.1 | 62.50 % | 17.68 | 25.00 % | 0.7500 | 0.6250 | 5 | 3 | 2 |
                        | max 3 | none: the loss is NaN | | | | | | | 1 |

                        Accuracy on the test data, mean and standard deviation over the seeds; log loss in nats, before and after a temperature that is fitted on validation data; seconds of training on the clock.

                        Sources: abc. Machine: processor.
                        """);
    }

    @Test
    void csv_aCell_isALineInFullPrecision() {
        ResultsTable table = new ResultsTable(List.of(result(GRID.get(0), 0.1), failure(GRID.get(2), "a \"b\", c")));

        assertThat(table.csv()).isEqualTo("""
                        data,network,recipe,seed,schedule,accuracy,last_accuracy,best_accuracy,log_loss,tempered_log_loss,members,seconds,failure
                        digits,mlp,"max 0.1",1,"cosine(a=1,b=2)",0.1,0.25,0.375,0.75,0.625,5.0,2.5,
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
                        CellResult.BEST_ACCURACY,
                        0.375,
                        CellResult.LOG_LOSS,
                        0.75,
                        CellResult.TEMPERED_LOG_LOSS,
                        0.625,
                        CellResult.MEMBERS,
                        5.0,
                        CellResult.SECONDS,
                        2.5),
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
                failure,
                "abc",
                "processor",
                "2026-11-29T00:00:00Z");
    }
}
