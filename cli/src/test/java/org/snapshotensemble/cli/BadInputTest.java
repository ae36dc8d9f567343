package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that a person can get wrong in her files, each with the one line she reads. {@code @} stands for the folder
 * in which {@link BadFiles} lie, beside a run of two columns, in {@code @run}. Words that are wrong are in
 * {@link RefusalTest}.
 */
final class BadInputTest {

    private static final String EITHER_CLASS =
            "must be Deeplearning4j's JSON of a MultiLayerNetwork (with \"confs\") or a ComputationGraph (with"
                    + " \"vertices\"), has neither";

    @TempDir
    private static Path folder;

    /**
     * A call and its answer.
     *
     * @param line what it says after the command's name
     * @param call the arguments, parted by blanks
     */
    record Case(String line, String call) {

        @Override
        public String toString() {
            return call;
        }
    }

    private static Case train(String options, String line) {
        return new Case("snapshot train: " + line, "train --run @new " + options);
    }

    private static Case data(String data, String line) {
        return train("--data " + data, "--data: @" + line);
    }

    private static Case of(String command, String options, String line) {
        return new Case("snapshot " + command + ": " + line, command + " --run @run " + options);
    }

    static List<Case> tables() {
        return List.of(
                data("csv:@missing.csv", "missing.csv: cannot be read: no such file"),
                data("csv:@run", "run: must be a CSV file, is a folder"),
                data("csv:@empty.csv", "empty.csv: must have rows, is empty"),
                data("csv:@header-alone.csv", "header-alone.csv: must have rows, has a header alone"),
                data("csv:@text.csv", "text.csv: line 7, column \"y\": must be a number, was \"many\""),
                data("csv:@gap.csv", "gap.csv: line 7, column \"y\": must be a number, was empty"),
                data("csv:@ragged.csv", "ragged.csv: line 7: must have 3 fields as the first row, had 2"),
                data("csv:@nan.csv", "nan.csv: line 7, column \"y\": must be a finite number, was \"NaN\""),
                data(
                        "csv:@infinite.csv",
                        "infinite.csv: line 7, column \"x\": must be a finite number, was \"-Infinity\""),
                data("csv:@no-label.csv", "no-label.csv: line 7, column \"kind\": must be a class, was empty"),
                data("csv:@noise.csv", "noise.csv: line 1: must be UTF-8 text, has the byte 0x93"),
                data("csv:@latin1.csv", "latin1.csv: line 2: must be UTF-8 text, has the byte 0xFC"),
                data("csv:@one-class.csv", "one-class.csv: column \"kind\": must have at least 2 classes, had \"a\""),
                data(
                        "csv:@good.csv?label=species",
                        "good.csv: line 1: label must be one of the columns \"x\", \"y\", \"kind\", was \"species\""),
                data(
                        "csv:@huge.csv",
                        "huge.csv: line 7, column \"y\": must be a number from -3.4e38 to 3.4e38, was \"1e400\""),
                data(
                        "csv:@names.csv?ignore=id",
                        "names.csv: line 2, column \"name\": must be a number, was \"Ann\"; columns that are no features"
                                + " are left out with ?ignore=id,name,first town"),
                data(
                        "csv:@offset.csv",
                        "offset.csv: column \"y\" must have values that 32-bit floats can tell apart, has some from"
                                + " 1.0000000005E9 to 1.0000000015E9; subtract a number near them first"),
                data(
                        "csv:@offset.csv?label=y&task=regression&ignore=kind",
                        "offset.csv: column \"y\" must have values that 32-bit floats can tell apart, has some from"
                                + " 1.0000000005E9 to 1.0000000015E9; subtract a number near them first"),
                data(
                        "csv:@target.csv?label=y&task=regression&ignore=kind",
                        "target.csv: line 2, column \"y\": must be a number from -1e30 to 1e30 where it is to be"
                                + " predicted, was \"3e38\""),
                train(
                        "--data csv:@far-apart.csv",
                        "--data: csv:@far-apart.csv?label=kind&header=true: column \"y\" must have values that 32-bit"
                                + " floats can tell apart and subtract, has some from -3.3999999521443642E38 to"
                                + " 3.3999999521443642E38, too far apart"),
                train(
                        "--data csv:@close.csv",
                        "--data: csv:@close.csv?label=kind&header=true: column \"y\" must have values that 32-bit"
                                + " floats can tell apart and subtract, has some from 0.0 to 1.401298464324817E-45, too"
                                + " close together"),
                data("csv:@hex.csv", "hex.csv: line 7, column \"y\": must be a number, was \"0x1p3\""),
                data(
                        "csv:@good.csv?ignore=id",
                        "good.csv: line 1: ignore must be one of the columns \"x\", \"y\", \"kind\", was \"id\""),
                data("csv:@good.csv?task=regression", "good.csv: line 2, column \"kind\": must be a number, was \"a\""),
                train(
                        "--data csv:@good.csv?lable=kind",
                        "--data: unknown option \"lable\", known are: label, header, task, ignore"),
                train(
                        "--data csv:@good.csv --model cnn",
                        "--model: model cnn needs images, the data has rows of 2 values; mlp takes rows"));
    }

    static List<Case> tablesUnlikeTheTrainings() {
        String unknownClass =
                "@third-class.csv: line 7, column \"kind\": must be a class that the run knows, \"a\", \"b\","
                        + " was \"c\"";
        String missingColumn = "@fewer.csv: line 1: must have the run's columns, \"y\" is missing";
        return List.of(
                train("--data csv:@good.csv --test csv:@third-class.csv", "--test: " + unknownClass),
                train("--data csv:@good.csv --test csv:@fewer.csv", "--test: " + missingColumn),
                train(
                        "--data csv:@good.csv --test csv:@missing.csv",
                        "--test: @missing.csv: cannot be read: no such file"),
                of("evaluate", "--data csv:@third-class.csv", "--data: " + unknownClass),
                of("evaluate", "--data csv:@fewer.csv", "--data: " + missingColumn),
                of(
                        "evaluate",
                        "--data csv:@good.csv?task=regression",
                        "--data: @good.csv: task must be the run's, classification, was regression"),
                of(
                        "evaluate",
                        "--data csv:@good.csv?label=species",
                        "--data: @good.csv: line 1: label must be one of the columns \"x\", \"y\", \"kind\", was \"species\""),
                of(
                        "predict",
                        "--data csv:@good.csv?task=regression --out @new.csv",
                        "--data: @good.csv: task must be the run's, classification, was regression"),
                of("predict", "--data csv:@fewer.csv --out @new.csv", "--data: " + missingColumn),
                of(
                        "predict",
                        "--data csv:@more-nameless.csv?header=false",
                        "--data: @more-nameless.csv: line 1: must have 2 fields, the run's features in order, had 4; where the"
                                + " label or another column is among them, give the columns' names, or say which it is with"
                                + " ?label=N or ?ignore=N, numbers from 0"),
                of(
                        "predict",
                        "--data csv:@nan.csv --out @new.csv",
                        "--data: @nan.csv: line 7, column \"y\": must be a finite number, was \"NaN\""),
                of(
                        "predict",
                        "--out @new.csv",
                        "--data: standard input: line 2, column \"y\": must be a number, was \"two\""),
                of(
                        "predict",
                        "--data digits",
                        "--data: digits: must have rows as the training data, has images of 8x8 (height by width), channels:"
                                + " 1"),
                of(
                        "predict",
                        "--data images:@img-beside",
                        "--data: @img-beside: holds images, the training data is rows of 2 columns"));
    }

    static List<Case> idx() {
        return List.of(
                data("idx:@missing", "missing: no such folder, expected one with the four MNIST-named IDX files"),
                data(
                        "idx:@run",
                        "run/train-images-idx3-ubyte: no such file, nor train-images-idx3-ubyte.gz; @run must hold the four"
                                + " MNIST-named IDX files"),
                images("idx-empty", "must be an IDX file, is empty"),
                images("idx-short-header", "must have a header of 16 bytes, has 10 in all"),
                images("idx-truncated", "must have 320 bytes after its header, which says 20 images of 4 x 4, has 315"),
                images("idx-longer", "must have 320 bytes after its header, which says 20 images of 4 x 4, has more"),
                images(
                        "idx-oversized",
                        "must have 2305843008139952128 bytes after its header, which says 2147483647 images of 32768 x"
                                + " 32768, has 320"),
                images("idx-negative", "must have from 1 to 2147483647 images by its header, has 4294967295"),
                images(
                        "idx-noise",
                        "must have the magic number 0x00000803 (unsigned bytes, 3 dimensions) at its start, has"
                                + " 0x4C9326BB"),
                labels(
                        "idx-labels",
                        "must have a label for each of the 20 images in @idx-labels/train-images-idx3-ubyte, has 19"),
                labels(
                        "idx-label-12",
                        "label 19 must be from 0 to 9, was 12; where there are more classes, say idx:DIR?classes=N"),
                labels("idx-one-class", "must have labels of 2 classes or more, has 0 alone"));
    }

    private static Case images(String name, String problem) {
        return data("idx:@" + name, name + "/train-images-idx3-ubyte: " + problem);
    }

    private static Case labels(String name, String problem) {
        return data("idx:@" + name, name + "/train-labels-idx1-ubyte: " + problem);
    }

    static List<Case> imageFolders() {
        return List.of(
                data("images:@missing", "missing: no such folder, expected one with a folder a class"),
                data("images:@img-classless", "img-classless: must hold a folder of images a class, holds none"),
                data("images:@img-one", "img-one: must hold folders of 2 classes or more, holds \"a\" alone"),
                data(
                        "images:@img-broken",
                        "img-broken/a/1.png: cannot be read as a PNG image: chunk IDAT at byte 33 must have 17 bytes,"
                                + " the file has 5 more"),
                data("images:@img-empty", "img-empty/a/1.png: is empty, expected a PNG or JPEG image"),
                data("images:@img-noise", "img-noise/a/1.png: must be a PNG or JPEG image, begins with 4c 93 26 bb"),
                data("images:@img-beside", "img-beside/x.png: must lie in the folder of its class, lies beside them"),
                data("images:@img-bomb", "img-bomb/a/1.png: must have at most 200000000 pixels, has 20000 x 20000"),
                train(
                        "--data images:@img-sizes?size=3000x3000",
                        "--data: data \"images:@img-sizes?size=3000x3000\": size must be HxW, height by width, of at most"
                                + " 4000000 pixels, such as 32x48, was 3000x3000"),
                data("images:@img-other", "img-other/a/notes.txt: must be an image named .png, .jpg or .jpeg, is not"),
                data(
                        "images:@img-sizes",
                        "img-sizes: the images must have one size, a/0.png has 8x8 and a/1.png 9x9 (height by width); say"
                                + " which to resize them to, such as images:DIR?size=8x8"));
    }

    static List<Case> modelsAndSchedules() {
        return List.of(
                train("--model @missing.json", "--model: @missing.json: cannot be read: no such file"),
                train("--model @noise.json", "--model: @noise.json: must be JSON in UTF-8, is not UTF-8 text"),
                train("--model @empty.json", "--model: @empty.json: " + EITHER_CLASS),
                train("--model @other.json", "--model: @other.json: " + EITHER_CLASS),
                schedule(
                        "cosine(max=0.1)",
                        "unknown schedule cosine at character 1; known are triangular, triangular2,"
                                + " exp_range, cosine_restarts, snapshot_cosine, one_cycle, fge, step_decay, constant"),
                schedule("constant(-1)", "rate must be >= 0, was -1.0"),
                schedule("snapshot_cosine(max=0.1", "expected ')', found the end"),
                schedule("snapshot_cosine(max=0.1,cycles=0)", "cycles must be > 0, was 0"),
                schedule(
                        "snapshot_cosine(max=0.1,cycles=5000)", "cycles must be <= total, was cycles=5000, total=1640"),
                train("--cycles 5000", "--cycles must be at most 1640, the run's iterations, was 5000"),
                train(
                        "--cycles 1600 --warmup 2",
                        "--cycles must be at most 1558, the run's iterations after the warm-up, was 1600"),
                train("--warmup 40", "--warmup must be less than 40, the epochs of the training, was 40"),
                train("--warmup 0", "--warmup must be a whole number from 1 to 2147483647, was 0"),
                train("--cycles 0", "--cycles must be a whole number from 1 to 2147483647, was 0"),
                train("--epochs -3", "--epochs must be a whole number from 1 to 2147483647, was -3"),
                train("--batch x", "--batch must be a whole number, was 'x'"),
                train("--max-lr 0", "--max-lr must be a number above 0, was 0"),
                train("--max-lr NaN", "--max-lr must be a number above 0, was 'NaN'"),
                train("--max-lr Infinity", "--max-lr must be a number above 0, was 'Infinity'"));
    }

    private static Case schedule(String spec, String problem) {
        return train("--schedule " + spec, "--schedule: bad schedule \"" + spec + "\": " + problem);
    }

    static List<Case> folders() {
        String held = "--run: @run: holds a run already; go on with it with --resume, or choose another folder";
        return List.of(
                of("train", "", held),
                of("train", "--dry-run", held),
                of(
                        "train",
                        "--resume --dry-run --data csv:@good.csv --epochs 2 --cycles 1",
                        "@run: can only be gone on with as it was begun: the schedule was"
                                + " snapshot_cosine(max=0.1,total=1,cycles=1), is"
                                + " snapshot_cosine(max=0.1,total=2,cycles=1); the number of epochs was 1, is 2"),
                new Case("snapshot train: --run: @good.csv: must be a folder, is a file", "train --run @good.csv"),
                new Case(
                        "snapshot train: --run: @good.csv: must be a folder, is a file",
                        "train --dry-run --run @good.csv"),
                new Case(
                        "snapshot train: --run: @good.csv/new: cannot be made: Not a directory",
                        "train --run @good.csv/new"),
                new Case(
                        "snapshot evaluate: @run/run.json: must be the folder of a run, is a file",
                        "evaluate --run @run/run.json"),
                new Case("snapshot predict: @new/run.json: no such file: @new holds no run", "predict --run @new"),
                new Case(
                        "snapshot verify: @good.csv: must be the folder of a run, is a file", "verify --run @good.csv"),
                of("evaluate", "--members last:3", "--members: members last must be <= 1, the run's snapshots, was 3"),
                of(
                        "evaluate",
                        "--members cycle-0007",
                        "--members: the run has no snapshot cycle-0007, it has cycle-0001"),
                of(
                        "predict",
                        "--data csv:@good.csv --out /dev/null",
                        "--out: /dev/null: cannot be written: is no regular file"),
                of("predict", "--data csv:@good.csv --out @run", "--out must be a file, was the folder @run"),
                of(
                        "predict",
                        "--data csv:@good.csv --out @no/p.csv",
                        "--out: @no/p.csv: cannot be written: no such folder: @no"));
    }

    static List<Case> reports() {
        return List.of(
                of("evaluate", "--report @good.csv", "--report: @good.csv: must be a folder, is a file"),
                of(
                        "evaluate",
                        "--report @run",
                        "--report: must not be a folder of the run's own files, other than @run/report, was @run"),
                of(
                        "evaluate",
                        "--report @run/snapshots/new",
                        "--report: must not be a folder of the run's own files, other than @run/report, was"
                                + " @run/snapshots/new"),
                of(
                        "evaluate",
                        "--data csv:@table.npy --probabilities @table.npy",
                        "--probabilities: must not be a file that --data names, was @table.npy"),
                of(
                        "evaluate",
                        "--data csv:@p.labels.npy --probabilities @p.npy",
                        "--probabilities: must not be a file that --data names, was @p.labels.npy"),
                of(
                        "evaluate",
                        "--probabilities @no/p.npy",
                        "--probabilities: @no/p.npy: cannot be written: no such folder: @no"));
    }

    @BeforeAll
    static void writeFilesAndTrain() throws IOException {
        BadFiles.writeInto(folder);
        CommandRun trained = call("train --data csv:@good.csv --epochs 1 --cycles 1 --run @run");
        assertThat(trained.status()).as(trained.err()).isZero();
    }

    private static CommandRun call(String call) {
        String[] arguments =
                Stream.of(call.strip().split(" +")).map(BadInputTest::placed).toArray(String[]::new);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        byte[] in = "x,y\n1,two\n".getBytes(StandardCharsets.UTF_8);
        int status = Main.run(new Streams(new ByteArrayInputStream(in), out, err, OptionalInt.empty()), arguments);
        return new CommandRun(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static String placed(String text) {
        return text.replace("@", folder + "/");
    }

    private static Map<String, String> everything() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                files.put(
                        path.toString(),
                        Files.isDirectory(path)
                                ? "folder"
                                : Hashing.sha256()
                                        .hashBytes(Files.readAllBytes(path))
                                        .toString());
            }
        }
        return files;
    }

    @ParameterizedTest
    @MethodSource({
        "tables",
        "tablesUnlikeTheTrainings",
        "idx",
        "imageFolders",
        "modelsAndSchedules",
        "folders",
        "reports"
    })
    void badInput_isRefusedInOneLineAndNothingIsTouched(Case bad) throws IOException {
        Map<String, String> before = everything();
        CommandRun run = call(bad.call());
        assertThat(run.err()).isEqualTo(placed(bad.line()) + "\n");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(everything()).isEqualTo(before);
    }
}
