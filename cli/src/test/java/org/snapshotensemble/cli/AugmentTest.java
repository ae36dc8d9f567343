package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AugmentTest {

    private static final List<String> SHORT = List.of("--epochs", "1", "--cycles", "1", "--model", "cnn");

    @TempDir
    private Path folder;

    private static CommandRun run(List<String> options, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(options);
        return CommandRun.of(all.toArray(String[]::new));
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    @Test
    void train_augmented_isToldByManifestReportAndPlan() throws IOException {
        Path augmented = folder.resolve("augmented");
        Path plain = folder.resolve("plain");

        CommandRun trained = run(SHORT, "train", "--run", augmented.toString(), "--augment", "cutout=2,crop=1");
        CommandRun other = run(SHORT, "train", "--run", plain.toString());
        CommandRun plan = run(SHORT, "train", "--dry-run", "--augment", "flip");

        assertThat(trained.status()).as(trained.err()).isZero();
        assertThat(other.status()).as(other.err()).isZero();
        assertThat(json(augmented.resolve("run.json"))
                        .at("/training/augmentation")
                        .asText())
                .isEqualTo("crop=1,cutout=2");
        assertThat(json(plain.resolve("run.json")).at("/training/augmentation").isMissingNode())
                .isTrue();
        assertThat(Files.readString(augmented.resolve("report/report.md"))).contains(", augmented by crop=1,cutout=2");
        assertThat(plan.out()).contains("\naugmentation flip\n");
        // The same seed: only what was seen of the images differs.
        assertThat(lossOfFirstIteration(augmented)).isNotEqualTo(lossOfFirstIteration(plain));
    }

    private static String lossOfFirstIteration(Path run) throws IOException {
        return Files.readAllLines(run.resolve("history.csv")).get(1).split(",", -1)[5];
    }

    @Test
    void resume_withOtherAugmentation_isRefused() {
        Path begun = folder.resolve("begun");
        assertThat(run(SHORT, "train", "--run", begun.toString(), "--augment", "flip")
                        .status())
                .isZero();

        CommandRun resumed = run(SHORT, "train", "--run", begun.toString(), "--resume");

        assertThat(resumed)
                .isEqualTo(new CommandRun(
                        2,
                        "",
                        "snapshot train: " + begun + ": can only be gone on with as it was begun: the augmentation was"
                                + " flip, is none\n"));
    }

    @Test
    void crossValidate_augmented_isToldByEachFold() throws IOException {
        Path folds = folder.resolve("folds");

        CommandRun done = run(
                SHORT,
                "cross-validate",
                "--data",
                "digits",
                "--folds",
                "2",
                "--run",
                folds.toString(),
                "--augment",
                "crop=1");

        assertThat(done.status()).as(done.err()).isZero();
        for (String fold : List.of("fold-01", "fold-02")) {
            assertThat(json(folds.resolve(fold).resolve("run.json"))
                            .at("/training/augmentation")
                            .asText())
                    .isEqualTo("crop=1");
        }
    }

    @Test
    void rowsOfNumbers_areRefused() throws IOException {
        Path rows = folder.resolve("rows.csv");
        Files.writeString(rows, "1,2,a\n2,1,b\n".repeat(20));

        CommandRun refused =
                CommandRun.of("train", "--data", "csv:" + rows + "?header=false", "--augment", "flip", "--dry-run");

        assertThat(refused)
                .isEqualTo(new CommandRun(
                        2,
                        "",
                        "snapshot train: --augment: augmentation is for images, the data are rows of numbers\n"));
    }
}
