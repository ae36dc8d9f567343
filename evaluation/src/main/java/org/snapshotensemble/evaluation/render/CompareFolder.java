package org.snapshotensemble.evaluation.render;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.snapshotensemble.evaluation.compare.RunComparison;
import org.snapshotensemble.files.DurableFile;
import org.snapshotensemble.files.IoFailure;
import org.snapshotensemble.snapshot.RunException;

/**
 * A folder with several runs side by side: {@code compare.html}, which opens offline, and {@code compare.json}, both UTF-8.
 *
 * @param path the folder
 */
public record CompareFolder(Path path) {

    private static final String JSON = "compare.json";

    /** The page to open. */
    public Path page() {
        return path.resolve("compare.html");
    }

    /** All that is written. */
    public List<Path> files() {
        return List.of(path.resolve(JSON), page());
    }

    /**
     * Whether a comparison is there that {@link #write} made, whole or not: it may be replaced. Without its
     * {@code compare.json} files of these names may be a person's own.
     */
    public boolean holdsComparison() {
        return EarlierJson.isOurs(path.resolve(JSON), "runs", "verdict");
    }

    /**
     * Writes both; the folder is made where it is not there, and older ones are replaced. Each file appears whole or not at
     * all, the page last.
     *
     * @throws RunException if something cannot be written
     */
    public void write(RunComparison comparison) {
        Path written = path;
        try {
            Files.createDirectories(path);
            StringBuilder json = new StringBuilder();
            new CompareJson().render(comparison, json);
            written = path.resolve(JSON);
            write(written, json.toString());
            written = page();
            write(written, new HtmlRenderer().draw(CompareSheet.page(comparison)));
        } catch (IOException e) {
            throw new RunException(written, written + ": cannot be written: " + IoFailure.describe(e), e);
        }
    }

    private static void write(Path file, String text) throws IOException {
        if (Files.isSymbolicLink(file)) {
            Files.delete(file);
        }
        DurableFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
