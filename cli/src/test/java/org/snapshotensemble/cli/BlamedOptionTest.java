package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run is there and is good: what is refused then must blame the option that is wrong, in one line. */
final class BlamedOptionTest {

    @TempDir
    private static Path folder;

    private static Path classes;
    private static Path regression;

    @TempDir
    private Path scratch;

    @BeforeAll
    static void train() throws IOException {
        List<String> kinds = new ArrayList<>(List.of("x,y,kind"));
        List<String> line = new ArrayList<>(List.of("x,y"));
        for (int row = 0; row < 60; row++) {
            kinds.add(row + "," + (row % 7) + "," + (row % 2 == 0 ? "even" : "odd"));
            // On a small scale, so that the largest float overflows once it is standardized.
            line.add(row / 1000.0 + "," + 0.02 * row);
        }
        Files.write(folder.resolve("kinds.csv"), kinds);
        Files.write(folder.resolve("line.csv"), line);
        classes = train(data("kinds.csv"), "classes");
        regression = train(data("line.csv") + "?task=regression", "regression");
    }

    private static Path train(String data, String name) {
        Path run = folder.resolve(name);
        CommandRun trained = CommandRun.of(
                "train", "--run", run.toString(), "--data", data, "--epochs", "2", "--cycles", "2", "--batch", "8");
        assertThat(trained.status()).as(trained.err()).isZero();
        return run;
    }

    private static String data(String file) {
        return "csv:" + folder.resolve(file);
    }

    private static String refused(String command, Path run, String... more) {
        Stream<String> common = Stream.of(command, "--run", run.toString());
        CommandRun refused =
                CommandRun.of(Stream.concat(common, Stream.of(more)).toArray(String[]::new));
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        return refused.err();
    }

    @ParameterizedTest
    @CsvSource({"evaluate,vote", "evaluate,geometric", "predict,vote", "predict,geometric"})
    void combine_ruleForProbabilitiesOnARegression_blamesCombineAndListsWhatFits(String command, String rule) {
        assertThat(refused(command, regression, "--combine", rule, "--data", data("line.csv")))
                .isEqualTo("snapshot " + command
                        + ": --combine must be mean, weighted or weights, as the run is a regression," + " was " + rule
                        + "\n");
    }

    @Test
    void predict_rowOnWhichTheRegressionOverflows_namesItsLineAndWritesNothing() throws IOException {
        Path far = Files.writeString(scratch.resolve("far.csv"), "x\n1\n\n2\n-3.3e38\n4\n");
        Path out = scratch.resolve("predicted.csv");
        assertThat(refused("predict", regression, "--data", "csv:" + far, "--out", out.toString()))
                .isEqualTo(
                        "snapshot predict: --data: " + far + ": line 5: the features, scaled as the run's were, must be"
                                + " finite, was -Infinity: the values are too far from those that the run was trained on\n");
        assertThat(out).doesNotExist();
    }

    @Test
    void predict_rowOnWhichTheClassesOverflow_namesItsLineAndPrintsNothing() throws IOException {
        // The file's other rows fill a batch, so the bad row is in the second one.
        StringBuilder rows = new StringBuilder("y,x\n");
        for (int row = 0; row < RunReport.BATCH_SIZE + 3; row++) {
            rows.append("1,").append(row).append('\n');
        }
        Path far = Files.writeString(scratch.resolve("far.csv"), rows + "3.4e38,-3.4e38\n");
        assertThat(refused("predict", classes, "--data", "csv:" + far))
                .startsWith(
                        "snapshot predict: --data: " + far + ": line 261: the prediction must be finite, was NaN: ");
    }

    @Test
    void predict_columnThatIsIgnoredAndABadRow_printsTheRefusalAlone() throws IOException {
        Path bad = Files.writeString(scratch.resolve("bad.csv"), "id,x\n1,1\n2,two\n");
        assertThat(refused("predict", regression, "--data", "csv:" + bad))
                .isEqualTo("snapshot predict: --data: " + bad + ": line 3, column \"x\": must be a number,"
                        + " was \"two\"\n");
        assertThat(refused("evaluate", regression, "--data", "csv:" + bad + "?label=id"))
                .isEqualTo("snapshot evaluate: --data: " + bad + ": line 3, column \"x\": must be a number,"
                        + " was \"two\"\n");
    }

    @Test
    void train_columnThatIsIgnoredAndTooManyCycles_printsTheRefusalAlone() throws IOException {
        Path test = Files.writeString(scratch.resolve("test.csv"), "id,x,y,kind\n1,2,3,even\n2,3,4,odd\n");
        List<String> call = List.of(
                "train", "--data", data("kinds.csv"), "--test", "csv:" + test, "--epochs", "1", "--batch", "32");
        String note = "note: " + test + ": ignored the columns that the run does not know: \"id\"\n";

        CommandRun refused = CommandRun.of(
                Stream.concat(call.stream(), Stream.of("--cycles", "50")).toArray(String[]::new));
        assertThat(refused.err())
                .isEqualTo("snapshot train: --cycles must be at most 2, the run's iterations, was 50\n");

        CommandRun planned = CommandRun.of(Stream.concat(call.stream(), Stream.of("--cycles", "2", "--dry-run"))
                .toArray(String[]::new));
        assertThat(planned.err()).isEqualTo(note);

        Path run = scratch.resolve("run");
        CommandRun trained =
                CommandRun.of(Stream.concat(call.stream(), Stream.of("--cycles", "2", "--run", run.toString()))
                        .toArray(String[]::new));
        assertThat(trained.err()).startsWith(note + "run: " + run + "\n");
    }

    @Test
    void evaluate_relativeDataThatAreNotHere_namesThePathAndAdvisesData() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path moved = Files.copy(folder.resolve("kinds.csv"), scratch.resolve("moved.csv"));
        Path relative = here.relativize(moved.toRealPath());
        Path run = train("csv:" + relative, "moved");
        Files.delete(moved);

        assertThat(refused("evaluate", run))
                .isEqualTo("snapshot evaluate: --run: " + relative + ": cannot be read: no such file; looked for "
                        + relative.toAbsolutePath() + ": evaluate in the folder where the run was trained, or name"
                        + " labeled data with --data\n");
    }

    @Test
    void evaluate_absoluteDataThatAreGone_advisesData() throws IOException {
        Path gone = Files.copy(folder.resolve("kinds.csv"), scratch.resolve("gone.csv"));
        Path run = train("csv:" + gone, "gone");
        Files.delete(gone);

        assertThat(refused("evaluate", run))
                .isEqualTo("snapshot evaluate: --run: " + gone + ": cannot be read: no such file; name labeled data"
                        + " with --data\n");
    }
}
