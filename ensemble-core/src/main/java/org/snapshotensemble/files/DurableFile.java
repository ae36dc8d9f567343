package org.snapshotensemble.files;

import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import com.google.common.io.CountingOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a file that appears whole or not at all, whatever moment the process or the machine dies: a temporary file in
 * the same folder, forced to the disk, moved over the old one in one step, and the folder forced.
 */
public final class DurableFile {

    private static final int BUFFER_BYTES = 1 << 16;

    /** Characters of a name, each of four bytes at most, which leave room for the rest of a temporary one. */
    private static final int MOST_OF_NAME = 40;

    private static final Pattern TEMPORARY =
            Pattern.compile("\\.(.+)\\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.tmp");

    /** What was written: its SHA-256 as 64 hex digits and its length. */
    public record Written(String sha256, long bytes) {}

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {

        /** Writes all of it; the stream is buffered, and not to be closed. */
        void writeTo(OutputStream out) throws IOException;
    }

    private DurableFile() {}

    /**
     * Writes a file whole or not at all.
     *
     * @param file the file; its folder must be there. Of a symbolic link, the file that it leads to is written.
     * @param content writes the file's content
     * @return what was written
     * @throws IOException if it cannot be written, or is there and no regular file, such as a device; an older file of that
     *     name is then as it was
     */
    public static Written write(Path file, Content content) throws IOException {
        return replace(target(file), Optional.empty(), content);
    }

    /**
     * As {@link #write}, and keeps the older file of that name, where there is one, under another name; whatever moment the
     * process or the machine dies, one of the two is there.
     *
     * @param older the older file's new name, in the same folder; what has that name is gone
     */
    public static Written writeAndKeep(Path file, Path older, Content content) throws IOException {
        return replace(file, Optional.of(older).filter(name -> Files.exists(file)), content);
    }

    private static Written replace(Path target, Optional<Path> older, Content content) throws IOException {
        Path folder = Objects.requireNonNull(target.toAbsolutePath().getParent(), "a file has a folder");
        Path temporary = folder.resolve("." + beginning(target) + "." + UUID.randomUUID() + ".tmp");
        try {
            Written written = writeAndForce(temporary, content);
            if (older.isPresent()) {
                Files.move(target, older.get(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            DurableFolder.force(folder);
            return written;
        } catch (IOException | RuntimeException | Error e) {
            deleteQuietly(temporary, e);
            throw e;
        }
    }

    /** Of a long name not all, for file systems that take no longer one. */
    private static String beginning(Path file) {
        String name =
                Objects.requireNonNull(file.getFileName(), "a file has a name").toString();
        int end = name.offsetByCodePoints(0, Math.min(MOST_OF_NAME, name.codePointCount(0, name.length())));
        return name.substring(0, end);
    }

    /** A move would put a file in a link's place, or in that of a device. */
    private static Path target(Path file) throws IOException {
        if (!Files.exists(file)) {
            return file;
        }
        if (Files.readAttributes(file, BasicFileAttributes.class).isOther()) {
            throw new FileSystemException(file.toString(), null, "is no regular file");
        }
        return Files.isSymbolicLink(file) ? file.toRealPath() : file;
    }

    private static Written writeAndForce(Path temporary, Content content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            CountingOutputStream counted = new CountingOutputStream(Channels.newOutputStream(channel));
            HashingOutputStream hashed = new HashingOutputStream(Hashing.sha256(), counted);
            OutputStream buffered = new BufferedOutputStream(hashed, BUFFER_BYTES);
            content.writeTo(buffered);
            buffered.flush();
            channel.force(true);
            return new Written(hashed.hash().toString(), counted.getCount());
        }
    }

    /**
     * Deletes the temporary files in a folder that a process left which died as it wrote; nobody must be writing there.
     *
     * @param name tells the names of the files that they would have become
     * @throws IOException if one cannot be deleted
     */
    public static void deleteAbandoned(Path folder, Predicate<String> name) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Matcher temporary = TEMPORARY.matcher(file.getFileName().toString());
                if (temporary.matches() && name.test(temporary.group(1))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static void deleteQuietly(Path temporary, Throwable failure) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
