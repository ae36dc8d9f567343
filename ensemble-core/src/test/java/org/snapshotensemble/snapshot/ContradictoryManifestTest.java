package org.snapshotensemble.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.testing.Cost;
import org.snapshotensemble.testing.ModelBytes;

/** A {@code run.json} whose checksum fits and whose fields, each good alone, make no sense together. */
final class ContradictoryManifestTest {

    /** Of the network of {@link ModelBytes}: two values to two classes. */
    private static final String DATA = """
            "data" : {
              "source" : "csv:table.csv",
              "sha256" : "%s",
              "task" : "classification",
              "columns" : [ "a", "b" ],
              "classes" : [ "x", "y" ],
              "preprocessing" : { "kind" : "standardize", "offset" : [ 1, 2 ], "divisor" : [ 3, 4 ] },
              "split" : { "testFraction" : 0.2, "validationFraction" : 0.1, "seed" : 1 }
            }, "versions" """.formatted("0".repeat(64));

    @TempDir
    private Path folder;

    private HostileRun run = new HostileRun(Path.of(""));
    private String good = "";

    @BeforeEach
    void writeAGoodOne() throws IOException {
        run = new HostileRun(folder.resolve("run"));
        run.write(ModelBytes.zip(ModelBytes.configuration(), ModelBytes.parameters())
                .build());
        good = Files.readString(run.manifest()).replace("\"versions\"", DATA);
    }

    @Test
    void load_dataOfTheNetwork_areTaken() throws IOException {
        run.writeManifest(good.getBytes(UTF_8));
        try (Ensemble ensemble = Ensemble.load(run.folder)) {
            assertThat(ensemble.run().manifest().data().orElseThrow().columns()).containsExactly("a", "b");
        }
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments("\"batchSize\" : 2", "\"batchSize\" : 0", "training: batchSize must be > 0, was 0"),
                arguments("\"epochs\" : 1", "\"epochs\" : 0", "training: epochs must be > 0, was 0"),
                arguments(
                        "\"batchSize\" : 2",
                        "\"batchSize\" : 2, \"augmentation\" : \"turn\"",
                        "training.augmentation: unknown augmentation \"turn\", known are: crop=PIXELS, flip,"
                                + " cutout=PIXELS"),
                arguments(
                        "\"batchSize\" : 2",
                        "\"batchSize\" : 2, \"augmentation\" : { \"crop\" : 2 }",
                        "training.augmentation must be text, was an object"),
                arguments(
                        "\"iteration\" : 9",
                        "\"iteration\" : 10",
                        "snapshots: iteration must be < the 10 of the training, was 10"),
                arguments(
                        "\"parameters\" : 6",
                        "\"parameters\" : 7",
                        "model: parameters must be the 6 of the network, was 7"),
                arguments(
                        "\"iterations\" : 10",
                        "\"iterations\" : 11",
                        "training: iterations must be epochs times iterationsPerEpoch, 10, was 11"),
                arguments(
                        "\"b\" ],",
                        "\"b\" ], \"imageSize\" : { \"height\" : 2, \"width\" : 2, \"channels\" : 1 },",
                        "data: columns must be one a pixel of"),
                arguments(
                        "\"b\" ],",
                        "\"b\" ], \"imageSize\" : { \"height\" : 2, \"width\" : 1, \"channels\" : 1 },",
                        "data: imageSize must be absent, as the network takes rows, was "),
                arguments(
                        "[ \"x\", \"y\" ]",
                        "[ \"x\", \"y\", \"z\" ]",
                        "data: classes must be the 2 of the network's first output, were 3"),
                arguments(
                        "[ \"a\", \"b\" ]",
                        "[ \"a\", \"a\" ]",
                        "data: columns must have different names, were \"a\", \"a\""),
                arguments(
                        "\"classification\",\n  \"columns\" : [ \"a\", \"b\" ],\n  \"classes\" : [ \"x\", \"y\" ]",
                        "\"regression\", \"columns\" : [ \"a\", \"b\" ], \"classes\" : [ ]",
                        "data: task must be classification, as the network's first output gives the probabilities of"
                                + " classes, was regression"),
                arguments("[ 1, 2 ]", "[ 1 ]", "offset and divisor must have as many numbers, had 1 and 2"),
                arguments(
                        "[ 1, 2 ], \"divisor\" : [ 3, 4 ]",
                        "[ 1 ], \"divisor\" : [ 3 ]",
                        "data: preprocessing must have a number for each of the 2 columns, had 1"),
                arguments(
                        "\"source\" : \"csv:table.csv\"",
                        "\"source\" : \"\"",
                        "data: source must not be blank, was \"\""),
                arguments(
                        "\"id\" : \"cycle-0001\"",
                        "\"id\" : \"\\u001b[2J\\u202e\"",
                        "snapshots[0]: id must be at most 120 printable characters, was \"?[2J?\""));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("wrong")
    void load_contradiction_isRefusedByName(String text, String instead, String reason) throws IOException {
        assertThat(good).contains(text);
        run.writeManifest(good.replace(text, instead).getBytes(UTF_8));
        assertThat(Cost.ofRefusal(() -> Ensemble.load(run.folder).close()))
                .isExactlyInstanceOf(RunException.class)
                .hasMessageStartingWith(run.manifest() + ": ")
                .hasMessageContaining(reason);
    }

    /** A text of the manifest's that is printed is no command to a terminal. */
    @Test
    void testPart_sourceThatATerminalWouldObey_isShownWithoutThat() throws IOException {
        run.writeManifest(good.replace("csv:table.csv", "\\u001b[2Jcsv\\u202e").getBytes(UTF_8));
        Run opened = Run.open(run.folder);
        assertThat(Cost.ofRefusal(() -> RecordedData.testPart(opened)))
                .isExactlyInstanceOf(RunException.class)
                .hasMessage(run.manifest()
                        + ": unknown data \"?[2Jcsv?\", known are: digits, csv:FILE, idx:DIR, images:DIR");
    }

    @Test
    void unfinished_reasonThatATerminalWouldObey_isShownWithoutThat() throws IOException {
        run.writeManifest(
                good.replace("\"status\" : \"finished\"", "\"status\" : \"failed\", \"failure\" : \"\\u001b[2Jnone\"")
                        .getBytes(UTF_8));
        assertThat(Run.open(run.folder).unfinished()).contains("it failed: ?[2Jnone");
    }
}
