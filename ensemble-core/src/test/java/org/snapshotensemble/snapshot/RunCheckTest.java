package org.snapshotensemble.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.learning.config.Sgd;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.testing.TestNetworks;
import org.snapshotensemble.train.Dl4jSchedule;

final class RunCheckTest {

    private static final String BASELINE = "baselines/constant/";
    private static final List<String> FILES =
            List.of("run.json", "model.json", "snapshots/cycle-0001.zip", "snapshots/cycle-0002.zip", "history.csv");

    @TempDir
    private static Path made;

    @TempDir
    private Path scratch;

    private Path run = Path.of("");

    @BeforeAll
    static void train() {
        train(made);
        train(made.resolve(BASELINE));
    }

    private static void train(Path folder) {
        CyclicSchedule schedule = Schedules.snapshotCosine(0.1, 8, 2);
        MultiLayerNetwork network = TestNetworks.sequential(new Sgd(Dl4jSchedule.of(schedule)));
        network.addListeners(SnapshotListener.saveTo(folder, schedule));
        network.fit(TestNetworks.batches(TestNetworks.classification(29, 1), 8), 2);
    }

    /** A copy to be damaged. */
    private Path file(String name) throws IOException {
        run = scratch.resolve("run");
        try (Stream<Path> files = Files.walk(made)) {
            files.forEach(this::copy);
        }
        return run.resolve(name);
    }

    private void copy(Path from) {
        try {
            Files.copy(from, run.resolve(made.relativize(from).toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> damage() {
        List<CheckedFile> damaged = RunCheck.of(run).stream()
                .filter(checked -> checked.damage().isPresent())
                .toList();
        assertThat(damaged).hasSizeLessThan(2);
        return damaged.stream().findFirst().flatMap(CheckedFile::damage);
    }

    @Test
    void of_wholeRun_namesEveryFileAndThoseOfTheBaseline() {
        List<CheckedFile> checked = RunCheck.of(made);
        assertThat(checked).extracting(CheckedFile::damage).containsOnly(Optional.empty());
        assertThat(checked)
                .extracting(CheckedFile::file)
                .containsExactlyElementsOf(
                        Stream.concat(FILES.stream(), FILES.stream().map(name -> BASELINE + name))
                                .map(made::resolve)
                                .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", BASELINE})
    void of_flippedBit_isFoundInEveryFileThatHasAChecksum(String place) throws IOException {
        for (String name : FILES.subList(0, 4)) {
            Path file = file(place + name);
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
            assertThat(damage().orElse("good")).as(name).startsWith(file + ": damaged: ");
            deleteCopy();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", BASELINE})
    void of_truncatedFile_isFound(String place) throws IOException {
        for (String name : FILES) {
            Path file = file(place + name);
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, bytes.length - 3));
            assertThat(damage().orElse("good")).as(name).startsWith(file + ": damaged: ");
            deleteCopy();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", BASELINE})
    void of_missingFile_isFound(String place) throws IOException {
        for (String name : FILES) {
            Path file = file(place + name);
            Files.delete(file);
            assertThat(damage().orElse("good")).as(name).startsWith(file + ": ").contains("no such file");
            deleteCopy();
        }
    }

    private void deleteCopy() throws IOException {
        MoreFiles.deleteRecursively(run, RecursiveDeleteOption.ALLOW_INSECURE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3,0,0,|3,zero,0,|line 5: epoch must be a number, is \"zero\"",
                "3,0,0,|2,0,0,|line 5: iteration must be a whole number > 2, is 2",
                "3,0,0,|3,0,0,,|line 5 must have 8 fields, has 9",
                "learning_rate,momentum|learning_rate|its first line must be iteration,epoch,cycle,learning_rate,"
                        + "momentum,loss,validation_accuracy,validation_log_loss",
            })
    void of_historyOfAnotherForm_isFound(String text, String instead, String problem) throws IOException {
        Path history = file("history.csv");
        String rows = Files.readString(history);
        assertThat(rows).contains(text);
        Files.writeString(history, rows.replaceFirst(text, instead));
        assertThat(damage()).contains(history + ": damaged: " + problem);
    }

    @Test
    void of_historyWithoutItsLastRow_isFound() throws IOException {
        Path history = file("history.csv");
        List<String> rows = Files.readAllLines(history);
        Files.write(history, rows.subList(0, rows.size() - 1), StandardCharsets.UTF_8);
        assertThat(damage()).contains(history + ": damaged: it ends before iteration 7, of which there is a snapshot");
    }

    @Test
    void of_historyWithAnInfiniteLoss_isGood() throws IOException {
        Path history = file("history.csv");
        Files.writeString(history, "8,2,,1.0E-4,,Infinity,,\n9,2,,0.1,0.9,NaN,0.5,1.25\n", StandardOpenOption.APPEND);
        assertThat(damage()).isEmpty();
    }

    @Test
    void of_folderWithoutARun_isOneFileThatIsMissing() {
        run = scratch;
        assertThat(damage()).contains(scratch + "/run.json: no such file: " + scratch + " holds no run");
    }
}
