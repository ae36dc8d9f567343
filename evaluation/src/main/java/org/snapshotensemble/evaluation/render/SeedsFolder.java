package org.snapshotensemble.evaluation.render;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.snapshotensemble.evaluation.seeds.SeedsReport;
import org.snapshotensemble.files.DurableFile;
import org.snapshotensemble.files.IoFailure;
import org.snapshotensemble.snapshot.RunException;

/**
 * The folder of a comparison under several seeds: a run folder a seed, and beside them {@code report.html}, which opens
 * offline, {@code report.md} and {@code report.json}, UTF-8.
 *
 * @param path the folder
 */
public record SeedsFolder(Path path) {

    private static final String JSON = "report.json";
    private static final String MARKDOWN = "report.md";

    /** A seed's run folder: {@code seed-1} and so on. */
    public Path run(long seed) {
        return path.resolve("seed-" + seed);
    }

    /** The page to open. */
    public Path page() {
        return path.resolve("report.html");
    }

    /** All that is written beside the runs. */
    public List<Path> files() {
        return List.of(page(), path.resolve(JSON), path.resolve(MARKDOWN));
    }

    /**
     * Writes the figures over the seeds; older ones are replaced. Each file appears whole or not at all,
     * the page last.
     *
     * @throws RunException if something cannot be written
     */
    public void write(SeedsReport report) {
        StringBuilder markdown = new StringBuilder();
        try {
            SeedsMarkdown.render(report, markdown);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot be written", e);
        }
        write(path.resolve(JSON), JsonRenderer.text(SeedsJson.of(report)) + "\n");
        write(path.resolve(MARKDOWN), markdown.toString());
        write(page(), new HtmlRenderer().draw(SeedsPage.of(report)));
    }

    private static void write(Path file, String text) {
        try {
            DurableFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new RunException(file, file + ": cannot be written: " + IoFailure.describe(e), e);
        }
    }
}
