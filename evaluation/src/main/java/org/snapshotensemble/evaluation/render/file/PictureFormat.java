package org.snapshotensemble.evaluation.render.file;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A kind of picture file, known by the end of a file's name. */
public enum PictureFormat {
    SVG {
        @Override
        public byte[] paint(PictureFile picture) {
            return picture.svgBytes();
        }
    },
    PNG {
        @Override
        public byte[] paint(PictureFile picture) {
            return Pixels.png(picture);
        }
    };

    /** Returns the bytes of the file. */
    public abstract byte[] paint(PictureFile picture);

    /** Returns the end of such a file's name, with its dot. */
    public String ending() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    /** Returns the kind that a file's name asks for, if it is one; {@code a.SVG} is one. */
    public static Optional<PictureFormat> ofFile(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> name.endsWith(format.ending()))
                .findFirst();
    }
}
