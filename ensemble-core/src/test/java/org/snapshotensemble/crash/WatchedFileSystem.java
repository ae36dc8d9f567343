package org.snapshotensemble.crash;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.CopyOption;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.tests.mockfile.FilterFileSystem;
import org.apache.lucene.tests.mockfile.FilterFileSystemProvider;

/**
 * The real file system, with someone who is told of each change to files and folders, and may let it fail. On request it is
 * as careless as a bad writer would be.
 */
final class WatchedFileSystem extends FilterFileSystemProvider {

    /** A folder keeps its numbers when it is used again. */
    private final Map<Path, Integer> numbers = new HashMap<>();

    private final OperationWatcher watcher;
    private final Care care;
    private int nextNumber;

    private WatchedFileSystem(OperationWatcher watcher, Care care) {
        super("watched://", FileSystems.getDefault());
        fileSystem = new FilterFileSystem(this, FileSystems.getDefault());
        this.watcher = watcher;
        this.care = care;
    }

    /** Returns a folder, of which and of whose content every change is watched. */
    static Path watched(Path folder, OperationWatcher watcher, Care care) {
        return new WatchedFileSystem(watcher, care).wrapPath(folder.toAbsolutePath());
    }

    static Path watched(Path folder, OperationWatcher watcher) {
        return watched(folder, watcher, Care.FULL);
    }

    /** What is to be done with files. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    synchronized <T> T tell(FileOperation operation, Action<T> action) throws IOException {
        watcher.before(operation);
        T result = action.run();
        watcher.after(operation);
        return result;
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        if (Files.exists(path)) {
            super.createDirectory(path, attributes);
            return;
        }
        tell(new FileOperation.MakeFolder(toDelegate(path)), () -> {
            super.createDirectory(path, attributes);
            return path;
        });
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Path real = toDelegate(path);
        boolean writes = options.contains(StandardOpenOption.WRITE);
        if (!writes) {
            return new WatchedChannel(super.newFileChannel(path, options, attributes), this, real, -1);
        }
        boolean creates =
                options.contains(StandardOpenOption.CREATE_NEW) || options.contains(StandardOpenOption.CREATE);
        if (creates && !Files.exists(real)) {
            FileOperation.Create create = new FileOperation.Create(real, newNumber(real));
            return new WatchedChannel(
                    tell(create, () -> super.newFileChannel(path, options, attributes)), this, real, create.file());
        }
        // To empty it is a change of its own, which must be seen.
        Set<OpenOption> others = new HashSet<>(options);
        boolean empties = others.remove(StandardOpenOption.TRUNCATE_EXISTING);
        WatchedChannel channel =
                new WatchedChannel(super.newFileChannel(path, others, attributes), this, real, number(real));
        if (empties) {
            channel.truncate(0);
        }
        return channel;
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return options.contains(StandardOpenOption.WRITE)
                ? newFileChannel(path, options, attributes)
                : super.newByteChannel(path, options, attributes);
    }

    @Override
    public OutputStream newOutputStream(Path path, OpenOption... options) throws IOException {
        Set<OpenOption> chosen = new HashSet<>(
                options.length == 0
                        ? Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)
                        : Arrays.asList(options));
        chosen.add(StandardOpenOption.WRITE);
        return Channels.newOutputStream(newFileChannel(path, chosen));
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        Path from = toDelegate(source);
        Path to = toDelegate(target);
        if (care == Care.WRITES_IN_PLACE) {
            writeOver(source, target);
            return;
        }
        tell(new FileOperation.Move(from, to), () -> {
            super.move(source, target, options);
            numbers.put(to, number(from));
            numbers.remove(from);
            return target;
        });
        if (care == Care.MOVES_BEFORE_IT_FORCES) {
            tell(new FileOperation.ForceFile(to, number(to)), () -> to);
        }
    }

    private void writeOver(Path source, Path target) throws IOException {
        byte[] bytes = Files.readAllBytes(source);
        try (FileChannel channel = FileChannel.open(
                target, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap(bytes, 0, bytes.length / 2));
            channel.write(ByteBuffer.wrap(bytes, bytes.length / 2, bytes.length - bytes.length / 2));
            channel.force(true);
        }
        Files.delete(source);
    }

    @Override
    public void delete(Path path) throws IOException {
        Path real = toDelegate(path);
        tell(new FileOperation.Delete(real), () -> {
            super.delete(path);
            numbers.remove(real);
            return path;
        });
    }

    @Override
    public boolean deleteIfExists(Path path) throws IOException {
        try {
            delete(path);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Whether a file or folder is forced when a writer asks for it. */
    boolean forces(boolean folder) {
        return switch (care) {
            case FULL, WRITES_IN_PLACE -> true;
            case FORCES_NO_FOLDER -> !folder;
            case FORCES_NO_FILE, MOVES_BEFORE_IT_FORCES -> folder;
        };
    }

    private synchronized int newNumber(Path path) {
        int number = nextNumber++;
        numbers.put(path, number);
        return number;
    }

    private synchronized int number(Path path) {
        Integer known = numbers.get(path);
        return known == null ? newNumber(path) : known;
    }
}
