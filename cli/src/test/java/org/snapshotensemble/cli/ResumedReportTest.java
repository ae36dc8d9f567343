package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code train --resume} does when all is trained that it is asked for. */
final class ResumedReportTest {

    @TempDir
    private Path folder;

    private Path run = Path.of("");
    private Path report = Path.of("");

    @BeforeEach
    void train() {
        run = folder.resolve("run");
        report = run.resolve("report");
        CommandRun trained = resume();
        assertThat(trained.status()).as(trained.err()).isZero();
    }

    private CommandRun resume(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("train", "--epochs", "2", "--cycles", "2", "--run", run.toString(), "--resume"));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(new String[0]));
    }

    private String nothingToDo() {
        return run + " is finished: there is nothing to do\n";
    }

    @Test
    void wholeReport_staysAsItIs() {
        CommandRun again = resume();
        assertThat(again.status()).isZero();
        assertThat(again.out()).isEmpty();
        assertThat(again.err()).endsWith(nothingToDo());
    }

    /** Such as one that was broken off, or that found the disk full. */
    @ParameterizedTest
    @ValueSource(strings = {"report.html", "report.json", "report.md", "members.csv"})
    void reportOfWhichAFileIsMissing_isMadeAgain(String file) throws IOException {
        byte[] written = Files.readAllBytes(report.resolve(file));
        Files.delete(report.resolve(file));
        CommandRun again = resume();
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(again.out()).startsWith("Ensemble of 2 members");
        assertThat(Files.readAllBytes(report.resolve(file))).hasSameSizeAs(written);
    }

    @Test
    void reportFromBeforeABaseline_isMadeAgain() throws IOException {
        Path before = folder.resolve("before");
        PathUtils.copyDirectory(report, before);
        String[] baseline = {"--baseline", "constant(0.02)"};
        assertThat(resume(baseline).out()).contains("baseline constant(0.02)");
        PathUtils.deleteDirectory(report);
        PathUtils.copyDirectory(before, report);

        assertThat(resume(baseline).out()).contains("baseline constant(0.02)");
        assertThat(Files.readString(report.resolve("report.md"))).contains("baseline constant(0.02)");
        assertThat(resume(baseline).err()).endsWith(nothingToDo());
    }

    @Test
    void baselineThatWasBegunOtherwise_isRefusedBeforeTheRunIsTrained() throws IOException {
        assertThat(resume("--baseline", "constant(0.02)").status()).isZero();
        Path baselines = Files.createDirectories(folder.resolve("new")).resolve("baselines");
        PathUtils.copyDirectory(run.resolve("baselines"), baselines);
        run = folder.resolve("new");

        CommandRun refused = resume("--baseline", "constant(0.03)");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo("snapshot train: " + baselines.resolve("constant")
                        + ": can only be gone on with as it was begun: the schedule was constant(0.02), is"
                        + " constant(0.03)\n");
        assertThat(run.resolve("run.json")).doesNotExist();
    }

    /** Whoever made the run's folder may have put them there. */
    @Test
    void linksInTheReport_areReplacedAndAFolderThatIsOneIsRefused() throws IOException {
        Path precious = Files.writeString(folder.resolve("precious"), "mine");
        Files.delete(report.resolve("members.csv"));
        Files.createSymbolicLink(report.resolve("members.csv"), precious);
        CommandRun evaluated = CommandRun.of("evaluate", "--run", run.toString(), "--report", report.toString());
        assertThat(evaluated.status()).isEqualTo(2);
        assertThat(evaluated.err())
                .isEqualTo("snapshot evaluate: " + report.resolve("members.csv")
                        + ": must be a file of the run's own, is a link to " + precious + "\n");

        Path elsewhere = folder.resolve("elsewhere");
        Files.move(report, elsewhere);
        evaluated = CommandRun.of("evaluate", "--run", run.toString(), "--report", elsewhere.toString());
        assertThat(evaluated.status()).as(evaluated.err()).isZero();
        assertThat(elsewhere.resolve("members.csv")).isRegularFile();

        Files.createSymbolicLink(report, elsewhere);
        CommandRun refused = CommandRun.of("evaluate", "--run", run.toString(), "--report", report.toString());
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo("snapshot evaluate: " + report + ": must be a folder of the run's own, is a link to "
                        + elsewhere + "\n");
        assertThat(precious).hasContent("mine");
    }

    @Test
    void picturesThatAreAskedForLater_areMade() {
        Path plots = folder.resolve("plots");
        CommandRun again = resume("--plots", plots.toString());
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(again.out()).startsWith("Ensemble of 2 members").endsWith("Plots:  " + plots + "\n");
        assertThat(plots).isNotEmptyDirectory();
    }
}
