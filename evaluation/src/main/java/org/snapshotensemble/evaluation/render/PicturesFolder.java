package org.snapshotensemble.evaluation.render;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.render.file.PictureFile;
import org.snapshotensemble.evaluation.render.file.PictureFormat;
import org.snapshotensemble.files.DurableFile;
import org.snapshotensemble.files.IoFailure;
import org.snapshotensemble.snapshot.RunException;

/**
 * A folder with the pictures of a report's page, each as SVG and as PNG with two pixels for one: {@code training},
 * {@code growing}, {@code cost}, {@code agreement}, {@code reliability} and {@code confusion} of a classification, where
 * there is something to see. On light paper, with title and key; an SVG needs no style sheet. As SVG also on dark paper,
 * {@code training-dark} and so on.
 *
 * @param path the folder
 */
public record PicturesFolder(Path path) {

    private static final String SECTION = "-section";

    /**
     * Writes them; the folder is made where it is not there, and older pictures of the same names are replaced. Each file
     * appears whole or not at all.
     *
     * @return the files, in the order of the page
     * @throws RunException if something cannot be written
     */
    public List<Path> write(EnsembleReport report) {
        ImmutableList.Builder<Path> files = ImmutableList.builder();
        Path written = path;
        try {
            Files.createDirectories(path);
            for (Section section : Page.of(report).sections()) {
                if (section.picture().isEmpty()) {
                    continue;
                }
                String name = section.id().endsWith(SECTION)
                        ? section.id().substring(0, section.id().length() - SECTION.length())
                        : section.id();
                PictureFile picture =
                        PictureFile.of(section.heading(), section.picture().get());
                for (PictureFormat format : PictureFormat.values()) {
                    written = path.resolve(name + format.ending());
                    files.add(write(written, format.paint(picture)));
                }
                written = path.resolve(name + "-dark.svg");
                PictureFile dark =
                        PictureFile.dark(section.heading(), section.picture().get());
                files.add(write(written, dark.svgBytes()));
            }
        } catch (FileAlreadyExistsException e) {
            throw new RunException(path, path + ": must be a folder, is a file", e);
        } catch (IOException e) {
            throw new RunException(written, written + ": cannot be written: " + IoFailure.describe(e), e);
        }
        return files.build();
    }

    private static Path write(Path file, byte[] bytes) throws IOException {
        if (Files.isSymbolicLink(file)) {
            Files.delete(file);
        }
        DurableFile.write(file, out -> out.write(bytes));
        return file;
    }
}
