package org.snapshotensemble.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Makes folders, and the names in them, so that they are there after the machine has lost its power. */
public final class DurableFolder {

    private DurableFolder() {}

    /**
     * Makes a folder and its parents, as far as they are not there; when this returns, all of them are durable.
     *
     * @throws java.nio.file.FileAlreadyExistsException if one of them is a file
     * @throws IOException if one cannot be made
     */
    public static void create(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath();
        Path parent = absolute.getParent();
        if (parent == null || Files.isDirectory(absolute)) {
            return;
        }
        create(parent);
        // Does nothing where another process has been faster.
        Files.createDirectories(absolute);
        force(parent);
    }

    /**
     * Makes the names in a folder durable, where the system can: Windows cannot open a folder, and needs no forcing.
     *
     * @throws IOException if it cannot be done
     */
    public static void force(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Makes the name of a file in its folder durable. */
    public static void forceNameOf(Path file) throws IOException {
        force(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder"));
    }
}
