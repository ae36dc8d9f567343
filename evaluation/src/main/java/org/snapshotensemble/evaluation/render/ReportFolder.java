package org.snapshotensemble.evaluation.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Multiset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
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

    private static final String JSON = "report.json";

    /** The JSON is written first: by it a report that is broken off is known for ours. */
    private static final Map<String, ReportRenderer> RENDERERS = ImmutableMap.of(
            JSON,
            new JsonRenderer(),
            "report.md",
            new MarkdownRenderer(),
            "members.csv",
            new CsvRenderer(),
            "report.html",
            new HtmlRenderer());

    /** The page to open. */
    public Path page() {
        return path.resolve("report.html");
    }

    /** All that is written. */
    public List<Path> files() {
        return RENDERERS.keySet().stream().map(path::resolve).toList();
    }

    /**
     * Whether a whole report is there that compares with exactly these baselines. One that cannot be read is none: it can be
     * made again.
     */
    public boolean compares(Collection<String> baselines) {
        if (!files().stream().allMatch(Files::isRegularFile)) {
            return false;
        }
        return EarlierJson.read(path.resolve(JSON))
                .map(ReportFolder::baselineNames)
                .filter(names -> names.equals(HashMultiset.create(baselines)))
                .isPresent();
    }

    private static Multiset<String> baselineNames(JsonNode report) {
        Multiset<String> names = HashMultiset.create();
        report.path("baselines")
                .forEach(baseline -> names.add(baseline.path("name").asText()));
        return names;
    }

    /**
     * Whether a report is there that {@link #write} made, whole or not: it may be replaced. Without its {@code report.json} files
     * of these names may be a person's own.
     */
    public boolean holdsReport() {
        return EarlierJson.isOurs(path.resolve(JSON), "ensemble", "verdict");
    }

    /**
     * Writes the report; the folder is made where it is not there, and files of an older report are replaced, and links, which
     * whoever made the folder may have put there. Each file appears whole or not at all, the page last.
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
                if (Files.isSymbolicLink(written)) {
                    Files.delete(written);
                }
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
