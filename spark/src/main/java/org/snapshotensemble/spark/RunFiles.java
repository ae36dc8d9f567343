package org.snapshotensemble.spark;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.snapshotensemble.files.DurableFile;
import org.snapshotensemble.files.DurableFolder;
import org.snapshotensemble.files.InnerPath;
import org.snapshotensemble.files.IoFailure;
import org.snapshotensemble.snapshot.RunException;

/**
 * Files of a run's folder as bytes, to be carried to another process, each with its SHA-256.
 *
 * <p>No record, for Kryo cannot read records back.
 */
final class RunFiles implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String MANIFEST = "run.json";
    private static final String LOCK = "run.lock";

    private final String[] names;
    private final byte[][] contents;
    private final String[] sha256;

    private RunFiles(List<String> names, List<byte[]> contents) {
        this.names = names.toArray(String[]::new);
        this.contents = contents.toArray(byte[][]::new);
        this.sha256 = contents.stream().map(RunFiles::sha256).toArray(String[]::new);
    }

    /**
     * Reads every file below a folder, but those that a process holds locked.
     *
     * @throws RunException if one cannot be read
     */
    static RunFiles all(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return read(
                    folder,
                    files.filter(Files::isRegularFile)
                            .filter(file -> !file.endsWith(LOCK))
                            .map(file -> name(folder, file))
                            .sorted()
                            .toList());
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /**
     * Reads some files of a folder.
     *
     * @param names relative to the folder, with forward slashes
     * @throws RunException if one leads out of the folder or cannot be read
     */
    static RunFiles some(Path folder, List<String> names) {
        try {
            return read(folder, names);
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    private static RunFiles read(Path folder, List<String> names) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        for (String name : names) {
            contents.add(Files.readAllBytes(InnerPath.resolve(folder, name)));
        }
        return new RunFiles(names, contents);
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /**
     * Writes the files into a folder, for as long as this process needs them.
     *
     * @throws RunException if a file is not what it was, or cannot be written
     */
    void writeTo(Path folder) {
        try {
            for (int file = 0; file < names.length; file++) {
                Path target = target(folder, file);
                Files.createDirectories(Objects.requireNonNull(target.getParent(), "a file lies in a folder"));
                Files.write(target, contents[file]);
            }
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    /**
     * Stores a run, each file durable, the manifest last: there is a run only when all that it names is there.
     *
     * @throws RunException if a file is not what it was, or cannot be written
     */
    void storeAs(Path folder) {
        try {
            int manifest = List.of(names).indexOf(MANIFEST);
            for (int file = 0; file < names.length; file++) {
                if (file != manifest) {
                    store(folder, file);
                }
            }
            if (manifest >= 0) {
                store(folder, manifest);
            }
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    private void store(Path folder, int file) throws IOException {
        Path target = target(folder, file);
        DurableFolder.create(Objects.requireNonNull(target.getParent(), "a file lies in a folder"));
        DurableFile.write(target, out -> out.write(contents[file]));
    }

    private Path target(Path folder, int file) throws IOException {
        DurableFolder.create(folder);
        Path target = InnerPath.resolve(folder, names[file]);
        String found = sha256(contents[file]);
        if (!found.equals(sha256[file])) {
            throw new RunException(
                    target, names[file] + ": damaged on its way: its SHA-256 is " + found + ", was " + sha256[file]);
        }
        return target;
    }

    /** The bytes of all files. */
    long bytes() {
        long sum = 0;
        for (byte[] content : contents) {
            sum += content.length;
        }
        return sum;
    }

    private static String sha256(byte[] bytes) {
        return Hashing.sha256().hashBytes(bytes).toString();
    }

    private static RunException unwritable(Path folder, IOException e) {
        return new RunException(folder, folder + ": cannot be written: " + IoFailure.describe(e), e);
    }

    private static RunException unreadable(Path folder, IOException e) {
        return new RunException(folder, folder + ": cannot be read: " + IoFailure.describe(e), e);
    }
}
