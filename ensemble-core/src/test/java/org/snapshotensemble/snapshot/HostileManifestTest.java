package org.snapshotensemble.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.testing.Cost;
import org.snapshotensemble.testing.ModelBytes;

/** What a {@code run.json} made by an enemy can do, with a checksum that fits: nothing, at little cost. */
final class HostileManifestTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private HostileRun run = new HostileRun(Path.of(""));
    private String good = "";

    @BeforeEach
    void writeAGoodOne() throws IOException {
        run = new HostileRun(folder.resolve("run"));
        run.write(ModelBytes.zip(ModelBytes.configuration(), ModelBytes.parameters())
                .build());
        good = Files.readString(run.manifest());
        Run.open(run.folder);
    }

    private Throwable refused(String json) throws IOException {
        run.writeManifest(json.getBytes(UTF_8));
        Throwable refused = Cost.ofRefusal(() -> Ensemble.load(run.folder).close());
        assertThat(refused).isExactlyInstanceOf(RunException.class).hasMessageStartingWith(run.manifest() + ": ");
        assertThat(RunCheck.of(run.folder))
                .anySatisfy(checked -> assertThat(checked.damage()).isPresent());
        return refused;
    }

    private String replaced(String text, String instead) {
        assertThat(good).contains(text);
        return good.replace(text, instead);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments("\"threads\" : 2", "\"threads\" : -1", "threads must be >= 0, was -1"),
                arguments("\"threads\" : 2", "\"threads\" : 2.5", "threads must be a whole number of 32 bits, was 2.5"),
                arguments(
                        "\"threads\" : 2",
                        "\"threads\" : \"2\"",
                        "threads must be a whole number of 32 bits, was \"2\""),
                arguments("\"threads\" : 2", "\"threads\" : 4294967298", "threads must be a whole number of 32 bits"),
                arguments("\"seed\" : 7", "\"seed\" : 1e400", "must have finite numbers, has 1e400"),
                arguments("\"seed\" : 7", "\"seed\" : 7, \"seed\" : 8", "not JSON: Duplicate field 'seed'"),
                arguments("\"processors\" : 2", "\"processors\" : 0", "machine: processors must be > 0, was 0"),
                arguments("\"iteration\" : 9", "\"iteration\" : -1", "snapshots[0]: iteration must be >= 0, was -1"),
                arguments(
                        "\"learningRate\" : 0.1", "\"learningRate\" : -1", "snapshots[0]: learningRate must be finite"),
                arguments(
                        "\"learningRate\" : 0.1", "\"learningRate\" : \"NaN\"", "learningRate must be a finite number"),
                arguments("\"accuracy\" : 0.5", "\"accuracy\" : 2", "accuracy must be in [0, 1], was 2.0"),
                arguments("\"accuracy\" : 0.5,", "", "snapshots[0].validation.accuracy is missing"),
                arguments(
                        "\"accuracy\" : 0.5,", "\"accuracy\" : {},", "accuracy must be a finite number, was an object"),
                arguments("\"status\" : \"finished\"", "\"status\" : \"best\"", "status: "),
                arguments("\"created\" : \"2026", "\"created\" : \"yesterday 2026", "created: "),
                arguments("\"id\" : \"cycle-0001\"", "\"id\" : \" \"", "id must not be blank"),
                arguments("\"model\" : {", "\"model\" : [], \"old\" : {", "model must be an object, was a list"),
                arguments(
                        "\"snapshots\" : [",
                        "\"snapshots\" : {}, \"old\" : [",
                        "snapshots must be a list, was an object"),
                arguments("\"snapshots\" : [", "\"snapshots\" : [ null,", "snapshots[0] must not be null"),
                arguments("\"formatVersion\" : 1", "\"formatVersion\" : \"1\"", "formatVersion must be 1, was \"1\""),
                arguments("\"formatVersion\" : 1,", "", "formatVersion must be 1, was missing"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("wrong")
    void load_fieldOutOfItsRange_isRefusedByName(String text, String instead, String reason) throws IOException {
        assertThat(refused(replaced(text, instead))).hasMessageContaining(reason);
    }

    /** Every field there is, taken away and set to null. */
    @Test
    void load_fieldThatIsMissingOrNull_isRefusedByName() throws IOException {
        for (String field : fields(JSON.readTree(good), "")) {
            ObjectNode json = (ObjectNode) JSON.readTree(good);
            ObjectNode owner = json;
            List<String> steps = List.of(field.split("/"));
            for (String step : steps.subList(0, steps.size() - 1)) {
                JsonNode next = owner.get(step);
                owner = (ObjectNode) (next.isArray() ? next.get(0) : next);
            }
            String name = steps.get(steps.size() - 1);
            owner.putNull(name);
            assertThat(refused(json.toString())).as(field).hasMessageContaining(name);
            owner.remove(name);
            if (!List.of("training", "workers", "seconds", "validation").contains(name)) {
                assertThat(refused(json.toString())).as(field).hasMessageContaining(name);
            }
        }
    }

    private static List<String> fields(JsonNode node, String prefix) {
        List<String> fields = new ArrayList<>();
        node.properties().forEach(field -> {
            String path = prefix + field.getKey();
            fields.add(path);
            JsonNode value = field.getValue();
            fields.addAll(fields(value.isArray() ? value.path(0) : value, path + "/"));
        });
        return fields;
    }

    @Test
    void load_fieldThatNobodyKnows_isLeftAlone() throws IOException {
        run.writeManifest(replaced("\"seed\" : 7", "\"seed\" : 7, \"later\" : {\"a\" : [null]}")
                .getBytes(UTF_8));
        try (Ensemble ensemble = Ensemble.load(run.folder)) {
            assertThat(ensemble.size()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../other/snapshots/cycle-0001.zip",
                "snapshots/../../other/snapshots/cycle-0001.zip",
                "/etc/passwd",
                "",
                ".",
                "snapshots//cycle-0001.zip",
                "snapshots/./cycle-0001.zip",
                "snapshots/",
                "..\\\\other.zip",
                "C:/other.zip",
                "snapshots/cycle-0001.zip\\u0000.txt",
                "snapshots/\\u001b[2J.zip"
            })
    void load_fileOutsideTheFolder_isRefused(String path) throws IOException {
        for (String own : List.of("snapshots/cycle-0001.zip", "model.json")) {
            assertThat(refused(replaced("\"file\" : \"" + own + "\"", "\"file\" : \"" + path + "\"")))
                    .hasMessageContaining("file must be a path inside the run's folder with forward slashes, was \"");
        }
    }

    @Test
    void load_linkThatLeadsOut_isRefused_andOneThatDoesNotIsFollowed() throws IOException {
        Path outside = Files.copy(run.snapshot(), folder.resolve("outside.zip"));
        Path inside = Files.copy(run.snapshot(), run.folder.resolve("inside.zip"));
        Files.delete(run.snapshot());
        Files.createSymbolicLink(run.snapshot(), inside);
        Ensemble.load(run.folder).close();

        Files.delete(run.snapshot());
        Files.createSymbolicLink(run.snapshot(), outside);
        assertThatThrownBy(() -> Ensemble.load(run.folder))
                .isInstanceOf(RunException.class)
                .hasMessage(run.manifest() + ": file \"snapshots/cycle-0001.zip\" must lie in " + run.folder
                        + ", a link leads out to " + outside.toRealPath());
        assertThat(RunCheck.of(run.folder))
                .filteredOn(checked -> checked.damage().isPresent())
                .extracting(CheckedFile::file)
                .containsExactly(run.snapshot());
    }

    @Test
    void verify_baselineThatIsALinkToItsRun_comesToAnEnd() throws IOException {
        Files.createDirectories(run.folder.resolve("baselines"));
        Files.createSymbolicLink(run.folder.resolve("baselines/again"), run.folder);
        assertThat(RunCheck.of(run.folder))
                .hasSize(4)
                .allMatch(checked -> checked.damage().isEmpty());
    }

    @Test
    void load_manifestThatIsNoFile_isRefused() throws IOException {
        Files.delete(run.manifest());
        Files.createDirectory(run.manifest());
        assertThatThrownBy(() -> Run.open(run.folder))
                .isInstanceOf(RunException.class)
                .hasMessage(run.manifest() + ": cannot be read: is no regular file");
    }

    @Test
    void load_largeManifest_isRefusedAtLittleCost() throws IOException {
        try (FileChannel channel = FileChannel.open(run.manifest(), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), 5L << 30);
        }
        Throwable refused = Cost.ofRefusal(() -> Run.open(run.folder));
        assertThat(refused).hasMessage(run.manifest() + ": not a run's manifest: it has more than 16777216 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void load_deepManifest_isRefused(String opening) throws IOException {
        String deep = replaced("\"seed\" : 7", "\"seed\" : 7, \"x\" : " + opening.repeat(100_000));
        assertThat(refused(deep)).hasMessageContaining("nesting depth (21) exceeds the maximum allowed (20");
    }

    @Test
    void load_manyValues_isRefused() throws IOException {
        String many = replaced("\"seed\" : 7", "\"seed\" : 7, \"x\" : [" + "0,".repeat(2_000_000) + "0]");
        assertThat(refused(many)).hasMessageContaining("must have at most 2000000 values, has more");
    }
}
