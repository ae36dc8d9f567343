package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each message in full: file, line, column, and what was expected. */
final class CsvRefusalTest {

    private static final String AMONG_THEM =
            "; where the label or another column is among them, give the columns' names, or say which it is with ?label=N or"
                    + " ?ignore=N, numbers from 0";

    @TempDir
    private Path folder;

    static Stream<Arguments> files() {
        String table = "a,b,kind\n1,2,x\n";
        return Stream.of(
                arguments("", "", "must have rows, is empty"),
                arguments("\uFEFF", "", "must have rows, is empty"),
                arguments("\n\n", "", "must have rows, is empty"),
                arguments("a,b,kind\n", "", "must have rows, has a header alone"),
                arguments(table + "abc,4,y\n", "", "line 3, column \"a\": must be a number, was \"abc\""),
                arguments(table + "\n3,,y\n", "", "line 4, column \"b\": must be a number, was empty"),
                arguments(",3.5,x\n1,2,y\n", "", "line 1, column 0: must be a number, was empty"),
                arguments(",0,1,x\n1,0,1,y\n", "", "line 1, column 0: must be a number, was empty"),
                arguments(table + "0x1p3,1,y\n", "", "line 3, column \"a\": must be a number, was \"0x1p3\""),
                arguments(table + "1f,1,y\n", "", "line 3, column \"a\": must be a number, was \"1f\""),
                arguments(table + "\"1,5\",1,y\n", "", "line 3, column \"a\": must be a number, was \"1,5\""),
                arguments(table + "NaN,4,y\n", "", "line 3, column \"a\": must be a finite number, was \"NaN\""),
                arguments(table + "3,-inf,y\n", "", "line 3, column \"b\": must be a finite number, was \"-inf\""),
                arguments(
                        table + "3,1e39,y\n",
                        "",
                        "line 3, column \"b\": must be a number from -3.4e38 to 3.4e38, was \"1e39\""),
                arguments(
                        table + "3,-1e400,y\n",
                        "",
                        "line 3, column \"b\": must be a number from -3.4e38 to 3.4e38, was \"-1e400\""),
                arguments(table + "0.5d,1,y\n", "", "line 3, column \"a\": must be a number, was \"0.5d\""),
                arguments(table + "\u0663,1,y\n", "", "line 3, column \"a\": must be a number, was \"\u0663\""),
                arguments(table + "1 2,1,y\n", "", "line 3, column \"a\": must be a number, was \"1 2\""),
                arguments(
                        IntStream.range(0, 1_000)
                                .mapToObj(column -> "c" + column)
                                .collect(Collectors.joining(",", "", "\n")),
                        "?label=type",
                        "line 1: label must be one of the columns \"c0\", \"c1\", \"c2\", \"c3\", \"c4\", \"c5\","
                                + " \"c6\", \"c7\", \"c8\", \"c9\", … and 990 more, was \"type\""),
                arguments(
                        table,
                        "?ignore=id",
                        "line 1: ignore must be one of the columns \"a\", \"b\", \"kind\", was \"id\""),
                arguments(
                        "1,2,x\n",
                        "?ignore=3&header=false",
                        "line 1: ignore must be a column's number from 0 to 2, as there is no header, was \"3\""),
                arguments(
                        table,
                        "?ignore=kind",
                        "line 1: ignore must not be the label, was \"kind\"; say which the label is with ?label=COLUMN"),
                arguments(table, "?label=a&ignore=a", "line 1: ignore must not be the label, was \"a\""),
                arguments(table, "?ignore=a,b", "line 1: must have a feature, all columns but the label are ignored"),
                arguments(table + "3,4\n", "", "line 3: must have 3 fields as the first row, had 2"),
                arguments(table + "3,4,y,5\n", "", "line 3: must have 3 fields as the first row, had 4"),
                arguments(table + "3,4,\n", "", "line 3, column \"kind\": must be a class, was empty"),
                arguments(table + "3,4,NaN\n", "", "line 3, column \"kind\": must be a class, was \"NaN\""),
                arguments(table + "3,4,x\n", "", "column \"kind\": must have at least 2 classes, had \"x\""),
                arguments("1,,x\n3,4,y\n", "", "line 1, column 1: must be a number, was empty"),
                arguments("1,2,x\n3,z,y\n", "", "line 2, column 1: must be a number, was \"z\""),
                arguments(
                        table,
                        "?label=type",
                        "line 1: label must be one of the columns \"a\", \"b\", \"kind\", was \"type\""),
                arguments(
                        table,
                        "?label=3",
                        "line 1: label must be one of the columns \"a\", \"b\", \"kind\", was \"3\""),
                arguments(
                        "1,2,x\n",
                        "?label=3&header=false",
                        "line 1: label must be a column's number from 0 to 2, as there is no header, was \"3\""),
                arguments(
                        "1,2,x\n",
                        "?label=kind&header=false",
                        "line 1: label must be a column's number from 0 to 2, as there is no header, was \"kind\""),
                arguments(
                        "a,b, a ,kind\n1,2,3,x\n",
                        "",
                        "line 1: columns must have different names, 0 and 2 are both \"a\""),
                arguments(
                        "a;b\n1;2\n",
                        "",
                        "line 1: must have at least 2 columns separated by commas, a feature and a label, had \"a;b\""),
                arguments(
                        table + "\"3,4,y\n",
                        "",
                        "after line 2: must be CSV, has a quoted field that does not end as one, a field of more than"
                                + " 16 million characters, or a row of more than a million fields"),
                arguments(
                        table + "\"3\"4,4,y\n",
                        "",
                        "after line 2: must be CSV, has a quoted field that does not end as one, a field of more than"
                                + " 16 million characters, or a row of more than a million fields"),
                arguments(
                        table + "3,4,y\n", "?task=regression", "line 2, column \"kind\": must be a number, was \"x\""),
                arguments(
                        IntStream.range(0, 30)
                                .mapToObj(row -> row + "," + row / 10.0 + "\n")
                                .collect(Collectors.joining()),
                        "",
                        "column 1: must have classes of several examples each, had 30 different values in 30 rows; say"
                                + " task=regression where it is a number to be predicted"),
                arguments(
                        IntStream.range(0, 10_001)
                                .mapToObj(row -> "1,name" + row + "\n")
                                .collect(Collectors.joining("", "a,kind\n", "")),
                        "",
                        "line 10002, column \"kind\": must have classes of several examples each, had 10001 different"
                                + " values in 10001 rows; say task=regression where it is a number to be predicted"),
                arguments(
                        table + "\u001b[31m\u0007,4,y\n", "", "line 3, column \"a\": must be a number, was \"?[31m?\""),
                arguments(
                        table + "z".repeat(50) + ",4,y\n",
                        "",
                        "line 3, column \"a\": must be a number, was \"" + "z".repeat(40) + "…\""));
    }

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("data.csv"), content);
    }

    private static void refuses(ThrowingLoad load, String message) {
        assertThatExceptionOfType(BadDataException.class).isThrownBy(load::run).withMessage(message);
    }

    @FunctionalInterface
    private interface ThrowingLoad {
        void run() throws IOException;
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("files")
    void load_badFile_saysWhereAndWhatWasExpected(String content, String options, String message) throws IOException {
        Path file = write(content);
        refuses(() -> DataSource.parse("csv:" + file + options).load(), file + ": " + message);
    }

    @Test
    void load_noSuchFileOrAFolder_isNamed() {
        Path missing = folder.resolve("missing.csv");
        refuses(() -> DataSource.parse("csv:" + missing).load(), missing + ": cannot be read: no such file");
        refuses(() -> DataSource.parse("csv:" + folder).load(), folder + ": must be a CSV file, is a folder");
    }

    @Test
    void load_latin1_isRefusedAtItsLineAndByte() throws IOException {
        Path file = folder.resolve("data.csv");
        byte[] latin1 = "a,kind\n1,gr\u00FCn\n2,rot\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, latin1);
        refuses(() -> DataSource.parse("csv:" + file).load(), file + ": line 2: must be UTF-8 text, has the byte 0xFC");
        refuses(
                () -> DataSource.ofStream("-", new ByteArrayInputStream(latin1)).load(),
                "standard input: line 2: must be UTF-8 text, has the byte 0xFC");
    }

    @Test
    void load_utf16_isRefusedAtItsMark() throws IOException {
        Path file = folder.resolve("data.csv");
        Files.write(file, "\uFEFFa,kind\n1,x\n".getBytes(StandardCharsets.UTF_16LE));
        refuses(() -> DataSource.parse("csv:" + file).load(), file + ": line 1: must be UTF-8 text, has the byte 0xFF");
    }

    @Test
    void load_noise_isRefusedInOneOfTheKnownWays() throws IOException {
        for (long seed = 0; seed < 50; seed++) {
            byte[] noise = new byte[4_096];
            new Random(seed).nextBytes(noise);
            if (seed % 2 == 0) {
                for (int i = 0; i < noise.length; i++) {
                    noise[i] &= 0x7F;
                }
            }
            Path file = folder.resolve("noise.csv");
            Files.write(file, noise);
            assertThatExceptionOfType(BadDataException.class)
                    .as("seed %s", seed)
                    .isThrownBy(() -> DataSource.parse("csv:" + file).load())
                    .withMessageStartingWith(file + ": ");
        }
    }

    static Stream<Arguments> otherFiles() {
        return Stream.of(
                arguments("a,kind\n1,x\n", "", "line 1: must have the run's columns, \"b\" is missing"),
                arguments("c,kind\n1,x\n", "", "line 1: must have the run's columns, \"a\", \"b\" are missing"),
                arguments(
                        "b,a\n1,2\n",
                        "",
                        "line 1: must have the label's column \"kind\", has \"b\", \"a\"; say which it is with"
                                + " ?label=COLUMN"),
                arguments(
                        "a,b,kind\n1,2,z\n",
                        "",
                        "line 2, column \"kind\": must be a class that the run knows, \"x\", \"y\", was \"z\""),
                arguments("a,b,kind\n1,2,x\n", "?label=a", "line 1: label must not be a feature of the run, was \"a\""),
                arguments(
                        "a,b,kind\n1,2,x\n",
                        "?task=regression",
                        "task must be the run's, classification, was regression"),
                arguments(
                        "a,b,kind\n1,2,x\n", "?ignore=b", "line 1: ignore must not be a feature of the run, was \"b\""),
                arguments(
                        "a,b,kind\n1,2,x\n",
                        "?label=kind&ignore=kind",
                        "line 1: label must not be a feature of the run nor ignored, was \"kind\""),
                arguments(
                        "a,b,kind\n1,2,x\n",
                        "?label=type",
                        "line 1: label must be one of the columns \"a\", \"b\", \"kind\", was \"type\""),
                arguments("1,2\n", "?label=0", "line 1: must have 3 fields, the run's features and the label, had 2"),
                arguments(
                        "1,2,x\n",
                        "?label=3",
                        "line 1: label must be a column's number from 0 to 2, as there is no header, was \"3\""),
                arguments("1,2,3\n", "?ignore=2&label=2", "line 1: ignore must not be the label, was \"column_2\""),
                arguments("1,2\n", "", "line 1: must have 3 fields, the 2 features and the label, had 2"),
                arguments(
                        "1,2,3,x\n", "", "line 1: must have 2 fields, the run's features in order, had 4" + AMONG_THEM),
                // the label was the training's last column, but that is not known of a run with names
                arguments("1,2,x\n", "", "line 1: must have 2 fields, the run's features in order, had 3" + AMONG_THEM),
                arguments("1,abc,x\n", "?label=2", "line 1, column 1: must be a number, was \"abc\""),
                arguments("a,b,kind\n", "", "must have rows, has a header alone"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("otherFiles")
    void loadLike_fileThatDoesNotFit_saysWhatTheRunNeeds(String content, String options, String message)
            throws IOException {
        DataDescription known = new DataDescription(
                "csv:train.csv?label=kind&header=true",
                "0".repeat(64),
                Task.CLASSIFICATION,
                List.of("a", "b"),
                List.of("x", "y"),
                Optional.empty());
        Path file = write(content);
        refuses(() -> DataSource.parse("csv:" + file + options).loadLike(known, note -> {}), file + ": " + message);
    }

    /** To predict, labels are not looked at; but words about them that cannot be true are a slip. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "?task=regression;task must be the run's, classification, was regression",
                "?label=type;'line 1: label must be one of the columns \"a\", \"b\", was \"type\"'"
            })
    void features_wordsThatAreNotTheRuns_areRefused(String options, String message) throws IOException {
        DataDescription known = new DataDescription(
                "csv:train.csv?label=kind&header=true",
                "0".repeat(64),
                Task.CLASSIFICATION,
                List.of("a", "b"),
                List.of("x", "y"),
                Optional.empty());
        Path file = write("a,b\n1,2\n");
        refuses(() -> DataSource.parse("csv:" + file + options).features(known, 1, note -> {}), file + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "csv:;data csv: must name a file, as csv:FILE",
                "csv:?label=a;data csv: must name a file, as csv:FILE",
                "csv:a.csv?labels=a;'unknown option \"labels\", known are: label, header, task, ignore'",
                "csv:a.csv?ignore=;'option ignore must be a column''s name or number, was empty'",
                "csv:a.csv?ignore=a,,b;'option ignore must be a column''s name or number, was empty'",
                "csv:a.csv?label=;'option label must be a column''s name or number, was empty'",
                "csv:a.csv?header=yes;'option header must be true or false, was \"yes\"'",
                "csv:a.csv?task=clustering;'option task must be classification or regression, was \"clustering\"'",
                "csv:a.csv?header=true&header=false;'option header must be given once, was given twice'"
            })
    void parse_wrongOption_isRefused(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataSource.parse(text))
                .withMessage(message);
    }
}
