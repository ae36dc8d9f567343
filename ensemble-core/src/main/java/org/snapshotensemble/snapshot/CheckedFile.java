package org.snapshotensemble.snapshot;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of a run, and whether it is what it should be.
 *
 * @param file the file
 * @param damage what is wrong with it, a sentence that names it; empty where it is good
 */
public record CheckedFile(Path file, Optional<String> damage) {}
