package org.snapshotensemble.crash;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Folders and files with their content; equal to another one that has the same. */
final class DiskState {

    private final Map<String, HashCode> hashes = new TreeMap<>();
    private final Map<String, byte[]> files = new TreeMap<>();

    void addFolder(Path path) {
        hashes.put(path.toString(), Hashing.sha256().hashInt(0));
    }

    void add(Path path, byte[] content) {
        files.put(path.toString(), content);
        hashes.put(path.toString(), Hashing.sha256().hashBytes(content));
    }

    /** Makes it real in an empty folder. */
    void writeTo(Path folder) throws IOException {
        for (String path : hashes.keySet()) {
            Path file = folder.resolve(path);
            byte[] content = files.get(path);
            if (content == null) {
                Files.createDirectories(file);
            } else {
                Files.write(file, content);
            }
        }
    }

    /** The content of a file. */
    byte @Nullable [] file(String path) {
        return files.get(path);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DiskState state && hashes.equals(state.hashes);
    }

    @Override
    public int hashCode() {
        return hashes.hashCode();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        hashes.keySet()
                .forEach(path -> text.append(path)
                        .append(files.containsKey(path) ? " (" + files.get(path).length + " bytes) " : "/ "));
        return text.toString();
    }
}
