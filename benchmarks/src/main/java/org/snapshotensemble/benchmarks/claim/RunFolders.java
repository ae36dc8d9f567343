package org.snapshotensemble.benchmarks.claim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.snapshotensemble.snapshot.Run;

/** The runs that a training leaves: one, or one a seed. */
final class RunFolders {

    private RunFolders() {}

    /** The run of a folder, or those in it, in the order of their names. */
    static List<Run> in(Path folder) throws IOException {
        if (Run.isIn(folder)) {
            return List.of(Run.open(folder));
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.filter(Run::isIn).sorted().map(Run::open).toList();
        }
    }
}
