package org.snapshotensemble.evaluation.render.range;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.snapshotensemble.evaluation.render.file.PictureFile;
import org.snapshotensemble.evaluation.render.file.PictureFormat;
import org.snapshotensemble.evaluation.render.picture.RangePicture;
import org.snapshotensemble.files.DurableFile;
import org.snapshotensemble.schedule.range.RangeAnalysis;

/**
 * A folder with what a range test left: {@code curve.csv}, {@code suggestion.json}, {@code range-test.svg} and
 * {@code range-test.png}.
 *
 * @param path the folder
 */
public record RangeFolder(Path path) {

    /** The picture to look at. */
    public Path picture() {
        return path.resolve("range-test.png");
    }

    /**
     * Writes all four; the folder is made where it is not there. Each file appears whole or not at all, and none before
     * all have been made.
     *
     * @throws IOException if something cannot be written
     */
    public void write(RangeAnalysis analysis) throws IOException {
        PictureFile picture = PictureFile.of("Learning-rate range test", RangePicture.of(analysis));
        Map<String, byte[]> files = ImmutableMap.of(
                "curve.csv",
                RangeCsv.of(analysis).getBytes(StandardCharsets.UTF_8),
                "suggestion.json",
                RangeJson.of(analysis).getBytes(StandardCharsets.UTF_8),
                "range-test.svg",
                PictureFormat.SVG.paint(picture),
                picture().getFileName().toString(),
                PictureFormat.PNG.paint(picture));
        Files.createDirectories(path);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            DurableFile.write(path.resolve(file.getKey()), out -> out.write(file.getValue()));
        }
    }
}
