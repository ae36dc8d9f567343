package org.snapshotensemble.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/** The way from a folder to a file in it, as a file that nobody vouches for names it: it must not lead out. */
public final class InnerPath {

    private static final int MAX_LENGTH = 1_000;

    private InnerPath() {}

    /**
     * Returns whether a text is a way down from a folder: names with {@code /} between them, none of them {@code .} or
     * {@code ..}, and no character that some system takes for a separator, a drive or an end.
     */
    public static boolean isInner(String path) {
        boolean plain = path.chars().noneMatch(c -> c < ' ' || c == 0x7f || c == '\\' || c == ':');
        return plain
                && !path.isEmpty()
                && path.length() <= MAX_LENGTH
                && Arrays.stream(path.split("/", -1))
                        .noneMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
    }

    /**
     * Returns the file that a path leads to.
     *
     * @throws IOException if the path, or a link on it, leads out of the folder; the message says so
     */
    public static Path resolve(Path folder, String path) throws IOException {
        if (!isInner(path)) {
            throw new IOException("must be a path inside " + folder + " with forward slashes");
        }
        Path file = folder.resolve(path);
        // What is not there cannot be opened either; the reader says so.
        Path there = file;
        while (!Files.exists(there) && !there.equals(folder)) {
            there = Objects.requireNonNull(there.getParent(), "an inner path lies below its folder");
        }
        if (Files.exists(there) && !there.toRealPath().startsWith(folder.toRealPath())) {
            throw new IOException("must lie in " + folder + ", a link leads out to " + there.toRealPath());
        }
        return file;
    }
}
