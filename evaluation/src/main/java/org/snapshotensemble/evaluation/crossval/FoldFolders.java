package org.snapshotensemble.evaluation.crossval;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Where the runs of a cross-validation lie: {@code fold-01} for the first fold's, and so on.
 *
 * @param path the folder of all
 */
public record FoldFolders(Path path) {

    /**
     * A fold's run folder.
     *
     * @param fold the fold, from 0
     */
    public Path run(int fold) {
        return path.resolve(String.format(Locale.ROOT, "fold-%02d", fold + 1));
    }
}
