package org.snapshotensemble.benchmarks.claim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a training ran under, kept beside its run: cells may be measured later, by other sources, and several of one run.
 *
 * @param commit the version of the sources when it began
 * @param load the machine's highest load average, of one minute, before and after
 */
record TrainedUnder(String commit, double load) {

    /** Reads it; empty for a run that nothing was kept of. */
    static Optional<TrainedUnder> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        return Optional.of(new TrainedUnder(lines.get(0), Double.parseDouble(lines.get(1))));
    }

    void write(Path file) throws IOException {
        Files.write(file, List.of(commit, Double.toString(load)));
    }

    /** The same, under a load at least as high. */
    TrainedUnder atLeast(double other) {
        return new TrainedUnder(commit, Math.max(load, other));
    }
}
