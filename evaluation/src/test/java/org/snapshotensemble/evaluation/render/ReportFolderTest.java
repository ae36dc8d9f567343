package org.snapshotensemble.evaluation.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.snapshot.RunException;

class ReportFolderTest {

    private static final EnsembleReport REPORT = SampleReports.classification();

    @TempDir
    Path folder;

    @Test
    void write_newFolder_holdsEveryFormatAndNothingElse() throws IOException {
        ReportFolder report = new ReportFolder(folder.resolve("runs/mine/report"));

        report.write(REPORT);

        assertThat(files(report.path()))
                .containsExactlyInAnyOrder("report.html", "report.json", "report.md", "members.csv");
        assertThat(report.path().resolve("report.json")).hasContent(draw(new JsonRenderer()));
        assertThat(report.path().resolve("report.md")).hasContent(draw(new MarkdownRenderer()));
        assertThat(report.path().resolve("members.csv")).hasContent(draw(new CsvRenderer()));
        assertThat(report.page()).hasContent(draw(new HtmlRenderer()));
    }

    @Test
    void write_olderReport_isReplaced() throws IOException {
        ReportFolder report = new ReportFolder(folder);
        report.write(SampleReports.regression());

        report.write(REPORT);

        assertThat(folder.resolve("report.json")).hasContent(draw(new JsonRenderer()));
        assertThat(files(folder)).hasSize(4);
    }

    /** Files of its names may be a person's own. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mine",
                "{}",
                "[]",
                "{\"ensemble\": {}, \"verdict\": {}}",
                "{\"formatVersion\": \"1\", \"ensemble\": {}, \"verdict\": {}}",
                "{\"formatVersion\": 1, \"seeds\": []}"
            })
    void holdsReport_jsonOfSomethingElse_isNone(String json) throws IOException {
        ReportFolder report = new ReportFolder(folder);
        assertThat(report.holdsReport()).isFalse();
        Files.writeString(folder.resolve("report.json"), json);
        assertThat(report.holdsReport()).isFalse();
    }

    @Test
    void holdsReport_brokenOffAfterItsFirstFile_isOne() throws IOException {
        ReportFolder report = new ReportFolder(folder);
        Files.createDirectories(folder.resolve("report.md/full"));
        assertThatThrownBy(() -> report.write(REPORT)).isInstanceOf(RunException.class);
        assertThat(report.holdsReport()).isTrue();
    }

    @Test
    void write_folderThatIsAFile_namesIt() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");

        assertThatThrownBy(() -> new ReportFolder(file).write(REPORT))
                .isInstanceOf(RunException.class)
                .hasMessage(file + ": must be a folder, is a file");
    }

    @Test
    void write_fileThatCannotBeReplaced_namesItAndLeavesNoTemporaryFile() throws IOException {
        Path inTheWay = folder.resolve("report.md/full");
        Files.createDirectories(inTheWay);

        assertThatThrownBy(() -> new ReportFolder(folder).write(REPORT))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith(folder.resolve("report.md") + ": cannot be written: ");
        assertThat(files(folder)).noneMatch(name -> name.endsWith(".tmp"));
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static String draw(ReportRenderer renderer) throws IOException {
        StringBuilder out = new StringBuilder();
        renderer.render(REPORT, out);
        return out.toString();
    }
}
