package org.snapshotensemble.evaluation.render;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.files.DurableFile;
import org.snapshotensemble.files.IoFailure;
import org.snapshotensemble.snapshot.RunException;

/**
 * A folder with a report in every format: {@code report.html}, {@code report.json}, {@code report.md} and
 * {@code members.csv}, all UTF-8.
 *
 * @param path the folder
 */
public record ReportFolder(Path path) {

    private static final Map<String, ReportRenderer> RENDERERS = ImmutableMap.of(
            "report.html", new HtmlRenderer(),
            "report.json", new JsonRenderer(),
            "report.md", new MarkdownRenderer(),
            "members.csv", new CsvRenderer());

    /** The page to open. */
    public Path page() {
        return path.resolve("report.html");
    }

    /**
     * Writes the report; the folder is made where it is not there, and files of an older report are replaced. Each file
     * appears whole or not at all.
     *
     * @throws RunException if something cannot be written
     */
    public void write(EnsembleReport report) {
        Path written = path;
        try {
            Files.createDirectories(path);
            for (Map.Entry<String, ReportRenderer> format : RENDERERS.entrySet()) {
                written = path.resolve(format.getKey());
                StringBuilder text = new StringBuilder();
                format.getValue().render(report, text);
                byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
                DurableFile.write(written, out -> out.write(bytes));
            }
        } catch (FileAlreadyExistsException e) {
            throw new RunException(path, path + ": must be a folder, is a file", e);
        } catch (IOException e) {
            throw new RunException(written, written + ": cannot be written: " + IoFailure.describe(e), e);
        }
    }
}
