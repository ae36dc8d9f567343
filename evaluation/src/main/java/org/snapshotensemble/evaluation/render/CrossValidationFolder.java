package org.snapshotensemble.evaluation.render;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.evaluation.crossval.CrossValidationReport;
import org.snapshotensemble.evaluation.crossval.CrossValidationResult;
import org.snapshotensemble.evaluation.crossval.FoldResult;
import org.snapshotensemble.files.DurableFile;
import org.snapshotensemble.files.IoFailure;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.RunFolder;

/**
 * The folder of a cross-validation: beside the folds' runs {@code report.md}, {@code report.json} and
 * {@code out-of-fold.csv}, all UTF-8; each run has the report of its fold.
 *
 * @param path the folder
 */
public record CrossValidationFolder(Path path) {

    /** The page to read. */
    public Path page() {
        return path.resolve("report.md");
    }

    /** The same for programs. */
    public Path json() {
        return path.resolve("report.json");
    }

    /** Each example's prediction by its own fold. */
    public Path predictions() {
        return path.resolve("out-of-fold.csv");
    }

    /** All that is written beside the runs. */
    public List<Path> files() {
        return List.of(page(), json(), predictions());
    }

    /**
     * Writes the reports and the predictions; older ones are replaced. Each file appears whole or not at all.
     *
     * @param data what was cross-validated
     * @throws RunException if something cannot be written
     */
    public void write(LabelledData data, CrossValidationResult result) {
        CrossValidationReport report = result.report();
        StringBuilder markdown = new StringBuilder();
        try {
            CrossValidationMarkdown.render(report, markdown);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot be written", e);
        }
        for (FoldResult fold : report.folds()) {
            new ReportFolder(new RunFolder(fold.run()).report()).write(fold.report());
        }
        String json = JsonRenderer.text(CrossValidationJson.of(report)) + "\n";
        write(predictions(), new OutOfFoldCsv(data, result.predictions())::write);
        write(json(), out -> out.write(json.getBytes(StandardCharsets.UTF_8)));
        write(page(), out -> out.write(markdown.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static void write(Path file, DurableFile.Content content) {
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            DurableFile.write(file, content);
        } catch (IOException e) {
            throw new RunException(file, file + ": cannot be written: " + IoFailure.describe(e), e);
        }
    }
}
