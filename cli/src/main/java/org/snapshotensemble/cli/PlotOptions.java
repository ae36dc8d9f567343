package org.snapshotensemble.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.render.PicturesFolder;
import picocli.CommandLine.Option;

/** Where the pictures of a report's page are wanted as files. */
final class PlotOptions {

    @Option(
            names = "--plots",
            paramLabel = "DIR",
            converter = OptionTypes.File.class,
            description = "Writes each picture of the report's page there, as SVG and as PNG.")
    private Optional<Path> plots = Optional.empty();

    /** The folder, where pictures are wanted. */
    Optional<Path> folder() {
        return plots;
    }

    /**
     * Refuses a folder where pictures must not go.
     *
     * @throws BadInputException if it is a file, or stands among the run's own files
     */
    void require(Optional<Path> run) {
        plots.ifPresent(folder -> {
            if (Files.exists(folder) && !Files.isDirectory(folder)) {
                throw new BadInputException("--plots: " + folder + ": must be a folder, is a file");
            }
            run.ifPresent(path -> OutputFile.requireReportFolder("--plots", folder, path));
            OutputFile.requireFolderPlace("--plots", folder);
        });
    }

    /**
     * Writes the pictures, where they are wanted.
     *
     * @param folder below the one that is named; the empty path for itself
     */
    void write(EnsembleReport report, Path folder) {
        plots.ifPresent(named -> OutputFile.write(() -> new PicturesFolder(named.resolve(folder)).write(report)));
    }
}
