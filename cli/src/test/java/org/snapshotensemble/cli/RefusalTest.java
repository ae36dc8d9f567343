package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class RefusalTest {

    @TempDir
    private Path folder;

    private static Arguments refusal(String line, String... command) {
        return arguments(line, command);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(
                        "snapshot: a command is missing, known are: train, evaluate, compare, average, predict, cross-validate, range-test, schedule, verify, completion, help; --help tells more"),
                refusal(
                        "snapshot: unknown command 'sweep', known are: train, evaluate, compare, average, predict, cross-validate, range-test, schedule, verify, completion, help",
                        "sweep"),
                refusal("snapshot verify: --run DIR must be given", "verify"),
                refusal("snapshot: unknown option '--epochs'; --help tells the options", "--epochs", "3"),
                refusal("snapshot train: unknown option '--epoch', did you mean --epochs?", "train", "--epoch", "3"),
                // what other tools have, and this one has not
                refusal("snapshot train: unknown option '--gpu'; --help tells the options", "train", "--gpu"),
                refusal(
                        "snapshot schedule: --plot must end with .svg or .png, was a.pdf",
                        "schedule",
                        "constant(0.1)",
                        "--iterations",
                        "3",
                        "--plot",
                        "a.pdf"),
                refusal("snapshot range-test: --out DIR must be given", "range-test"),
                refusal(
                        "snapshot range-test: --from must be less than --to, was 0.5, --to was 0.1",
                        "range-test",
                        "--out",
                        "no-such-folder",
                        "--from",
                        "0.5",
                        "--to",
                        "0.1"),
                refusal(
                        "snapshot range-test: --iterations must be at least 2, was 1",
                        "range-test",
                        "--out",
                        "no-such-folder",
                        "--iterations",
                        "1"),
                train("--apply and --max-lr exclude each other, give one of them", "--apply", "--max-lr", "0.1"),
                train(
                        "--apply and --schedule exclude each other, give one of them",
                        "--apply",
                        "--schedule",
                        "constant(0.1)"),
                train(
                        "--augment: unknown augmentation \"rotate\", known are: crop=PIXELS, flip, cutout=PIXELS",
                        "--augment",
                        "flip,rotate"),
                train(
                        "--augment: cutout must be smaller than the images, 8 x 8 pixels, was 9",
                        "--augment",
                        "cutout=9"),
                refusal("snapshot train: unknown option '--epcohs', did you mean --epochs?", "train", "--epcohs=3"),
                refusal("snapshot: unknown command 'trian', did you mean train?", "trian"),
                refusal("snapshot: unknown command 'trian', did you mean train?", "help", "trian"),
                refusal("snapshot: unknown command 'evalute', did you mean evaluate?", "evalute", "--run", "r"),
                refusal("snapshot train: unexpected argument 'digits'", "train", "digits"),
                // values
                train(
                        "--data: unknown data \"a.csv\", known are: digits, csv:FILE, idx:DIR, images:DIR",
                        "--data",
                        "a.csv"),
                train(
                        "--test: unknown data \"mnist\", known are: digits, csv:FILE, idx:DIR, images:DIR",
                        "--test",
                        "mnist"),
                train(
                        "--model: unknown model \"resnet18\", known are: mlp, cnn, resnet, resnet14, resnet20, FILE.json",
                        "--model",
                        "resnet18"),
                train("--weight-decay must be a number of 0 or more, was -1", "--weight-decay", "-1"),
                train("--epochs must give at most 2147483647 iterations, gave 88046829527", "--epochs", "2147483647"),
                train("--epochs must be a whole number from 1 to 2147483647, was 0", "--epochs", "0"),
                train("--workers must be a whole number from 1 to 2147483647, was 0", "--workers", "0"),
                train("--epochs must be a whole number, was '2.5'", "--epochs", "2.5"),
                train("--batch must be a whole number from 1 to 2147483647, was -32", "--batch", "-32"),
                train("--batch must be a whole number from 1 to 2147483647, was 2147483648", "--batch", "2147483648"),
                train("--cycles must be a whole number, was 'five'", "--cycles", "five"),
                train("--seed must be a whole number, was 'x'", "--seed", "x"),
                train("--max-lr must be a number above 0, was 'fast'", "--max-lr", "fast"),
                train(
                        "--schedule: bad schedule \"triangular(base=1)\": max, stepSize must be given; triangular takes"
                                + " base, max, stepSize",
                        "--schedule",
                        "triangular(base=1)"),
                refusal("snapshot train: --run DIR: the value is missing", "train", "--run"),
                refusal("snapshot train: --run DIR must be given only once", "train", "--run", "a", "--run", "b"),
                // values that do not go together
                refusal(
                        "snapshot train: --test and --test-fraction exclude each other, give one of them",
                        "train",
                        "--test",
                        "digits",
                        "--test-fraction",
                        "0.2"),
                refusal(
                        "snapshot train: --schedule and --cycles exclude each other, give one of them",
                        "train",
                        "--schedule",
                        "constant(0.1)",
                        "--cycles",
                        "2"),
                refusal(
                        "snapshot train: --schedule and --warmup exclude each other, give one of them",
                        "train",
                        "--schedule",
                        "constant(0.1)",
                        "--warmup",
                        "2"),
                refusal(
                        "snapshot train: --schedule and --max-lr exclude each other, give one of them",
                        "train",
                        "--schedule",
                        "constant(0.1)",
                        "--max-lr",
                        "2"),
                refusal(
                        "snapshot train: --test: test data must be other data than the training data, were the same:"
                                + " digits",
                        "train",
                        "--test",
                        "digits"),
                refusal(
                        "snapshot train: --test-fraction must be a number above 0 and below 1, was 0",
                        "train",
                        "--test-fraction",
                        "0"),
                refusal(
                        "snapshot train: --test-fraction must be a number above 0 and below 1, was 1",
                        "train",
                        "--test-fraction",
                        "1"),
                refusal(
                        "snapshot train: --validation must be a number from 0 to below 1, was -0.1",
                        "train",
                        "--validation",
                        "-0.1"),
                refusal(
                        "snapshot train: --cycles must be at most 41, the run's iterations, was 42",
                        "train",
                        "--epochs",
                        "1",
                        "--cycles",
                        "42"),
                refusal("snapshot train: --max-lr must be a number above 0, was -1", "train", "--max-lr", "-1"),
                train("--max-lr must be a number above 0, was '0x1p-3'", "--max-lr", "0x1p-3"),
                train("--max-lr must be a number above 0, was '0.5d'", "--max-lr", "0.5d"),
                train("--max-lr must be a number above 0, was ' 3'", "--max-lr", " 3"),
                train("--max-lr must be a number that a double can hold, was 1e-400", "--max-lr", "1e-400"),
                train("--max-lr must be a number that a double can hold, was 1e400", "--max-lr", "1e400"),
                train("--validation must be a number from 0 to below 1, was ''", "--validation", ""),
                refusal(
                        "snapshot train: --epochs: no cycle of the schedule ends within the run: the first takes 2000"
                                + " iterations, the run has 1640 (40 epochs of 41); train longer or shorten the cycle",
                        "train",
                        "--schedule",
                        "triangular(base=0.01,max=0.1,stepSize=1000)"),
                refusal(
                        "snapshot train: --baseline: must be a schedule without restarts,"
                                + " triangular(base=0.01,max=0.1,stepSize=10) has 82 cycles in 1640 iterations",
                        "train",
                        "--baseline",
                        "triangular(base=0.01,max=0.1,stepSize=10)"),
                // evaluate
                refusal("snapshot evaluate: --run DIR must be given", "evaluate"),
                evaluate(
                        "--combine: unknown rule \"average\", known are: mean, weighted, weights, geometric, vote, cascade",
                        "--combine",
                        "average"),
                evaluate("--members: members best must be > 0, was 0", "--members", "best:0"),
                evaluate("--members: best must be given a number, as best:3", "--members", "best"),
                evaluate("--members: last must be given a number, as last:3", "--members", "last:"),
                evaluate("--members: members last must be > 0, was 0", "--members", "last:0"),
                refusal(
                        "snapshot evaluate: --probabilities: the file's name must be NAME.npy, was p.csv",
                        "evaluate",
                        "--run",
                        "r",
                        "--probabilities",
                        "p.csv"),
                refusal(
                        "snapshot evaluate: nowhere/run.json: no such file: nowhere holds no run",
                        "evaluate",
                        "--run",
                        "nowhere"),
                // schedule
                refusal("snapshot schedule: --iterations N must be given", "schedule", "constant(0.1)"),
                refusal("snapshot schedule: SPEC must be given", "schedule", "--iterations", "3"),
                refusal(
                        "snapshot schedule: SPEC: lengths must be in iterations here, where no data tell how long an"
                                + " epoch is, was cosine_restarts(max=0.1,min=0,cycle=5e,multiplier=1)",
                        "schedule",
                        "cosine_restarts(max=0.1,cycle=5e)",
                        "--iterations",
                        "3"),
                refusal(
                        "snapshot schedule: SPEC: bad schedule \"snapshot_cosine(max=0.1,cycles=5)\": cycles must be <= total, was cycles=5, total=3",
                        "schedule",
                        "snapshot_cosine(max=0.1,cycles=5)",
                        "--iterations",
                        "3"));
    }

    private static Arguments train(String problem, String... options) {
        return refusal("snapshot train: " + problem, with("train", options));
    }

    private static Arguments evaluate(String problem, String... options) {
        return refusal("snapshot evaluate: " + problem, with("evaluate", with("--run", with("r", options))));
    }

    private static String[] with(String first, String[] others) {
        return Stream.concat(Stream.of(first), Stream.of(others)).toArray(String[]::new);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void command_badInput_saysOneLineAndStatusTwo(String line, String[] command) {
        CommandRun run = CommandRun.of(command);
        assertThat(run.err()).isEqualTo(line + System.lineSeparator());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void train_folderThatHoldsARun_isRefused() throws IOException {
        Files.writeString(folder.resolve("run.json"), "{}");
        CommandRun run = CommandRun.of("train", "--run", folder.toString());
        assertThat(run.err())
                .isEqualTo("snapshot train: --run: " + folder
                        + ": holds a run already; go on with it with --resume, or choose another folder\n");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void train_folderThatIsAFile_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        CommandRun run = CommandRun.of("train", "--run", file.toString());
        assertThat(run.err()).isEqualTo("snapshot train: --run: " + file + ": must be a folder, is a file\n");
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void train_refused_leavesNoFolder() {
        Path run = folder.resolve("new");
        assertThat(CommandRun.of("train", "--run", run.toString(), "--cycles", "5000")
                        .status())
                .isEqualTo(2);
        assertThat(run).doesNotExist();
    }

    @Test
    void train_baselinesFolderThatIsAFile_isRefusedBeforeAnythingIsTrained() throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        Files.writeString(run.resolve("baselines"), "");
        CommandRun failed = CommandRun.of(
                "train", "--run", run.toString(), "--epochs", "1", "--cycles", "1", "--baseline", "constant(0.1)");
        assertThat(failed.status()).isEqualTo(2);
        assertThat(failed.err())
                .endsWith("snapshot train: " + run.resolve("baselines")
                        + ": must be a folder of the run's own, is a file\n");
        assertThat(run.resolve("run.json")).doesNotExist();
    }

    @Test
    void train_rateThatLetsTheLossExplode_stopsWithStatusTwoAndKeepsTheFolder() {
        CommandRun failed = CommandRun.of("train", "--run", folder.toString(), "--max-lr", "1e30", "--epochs", "1");
        assertThat(failed.status()).isEqualTo(2);
        assertThat(failed.err().lines().filter(line -> line.startsWith("snapshot train: ")))
                .singleElement()
                .asString()
                .matches("snapshot train: iteration \\d+: the loss is (NaN|Infinity|-Infinity) at a rate of .*");
        assertThat(failed.out()).isEmpty();
        assertThat(folder.resolve("run.json")).exists();
        assertThat(CommandRun.of("train", "--run", folder.toString(), "--max-lr", "0.1")
                        .err())
                .isEqualTo("snapshot train: --run: " + folder + ": holds a run already; it failed, so delete it or"
                        + " choose another folder; --resume tries the same once more\n");
    }
}
