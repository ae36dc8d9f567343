package org.snapshotensemble.evaluation.render.plot;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A kind of picture, known by the end of a file's name. */
public enum PlotFormat {
    SVG,
    PNG;

    /** Returns the kind that a file's name asks for, if it is one; {@code a.SVG} is one. */
    public static Optional<PlotFormat> ofFile(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> name.endsWith("." + format.name().toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
