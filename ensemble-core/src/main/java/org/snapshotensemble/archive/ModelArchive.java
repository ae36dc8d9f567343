package org.snapshotensemble.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.ZipException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.files.IoFailure;

/**
 * A model zip, open to be read, of which nothing is believed: its entries are the expected ones and fill the file, none is
 * larger than allowed, and each is what it says when it has been read to its end.
 *
 * <p>For one thread. All methods throw {@link RefusedFileException}, which names the file, where it is not as it should be.
 */
public final class ModelArchive implements Closeable {

    /** Above this size an entry may be packed to no less than a share of itself: weights do not pack well. */
    private static final long FREELY_PACKED_BYTES = 16 << 20;

    private static final long MAX_PACKING = 200;

    private static final Set<String> JAVA_OBJECTS = Set.of("preprocessor.bin", "normalizer.bin");

    private final Path file;
    private final FileChannel channel;
    private final Map<String, ZipPart> parts;

    private ModelArchive(Path file, FileChannel channel, Map<String, ZipPart> parts) {
        this.file = file;
        this.channel = channel;
        this.parts = parts;
    }

    /**
     * Opens a model zip and checks it from the outside: its bytes, where they are known, and its entries' names and sizes.
     *
     * @throws RefusedFileException if it cannot be read, or is not what the rules say
     */
    public static ModelArchive open(Path file, ArchiveRules rules) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new RefusedFileException(file, "cannot be read: is no regular file");
            }
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
            try {
                return new ModelArchive(file, channel, checked(file, channel, rules));
            } catch (IOException | RuntimeException | Error e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw refused(file, e);
        }
    }

    private static Map<String, ZipPart> checked(Path file, FileChannel channel, ArchiveRules rules) throws IOException {
        if (rules.digest().isPresent()) {
            rules.digest().get().require(file, channel);
        }
        Map<String, ZipPart> parts = new LinkedHashMap<>();
        for (ZipPart part : ZipLayout.read(channel)) {
            require(part, rules.entries());
            parts.put(part.name(), part);
        }
        for (EntryRule rule : rules.entries()) {
            if (rule.required() && !parts.containsKey(rule.name())) {
                throw new ZipException("it has no " + rule.name());
            }
        }
        return parts;
    }

    private static void require(ZipPart part, List<EntryRule> rules) throws ZipException {
        String name = part.name();
        if (JAVA_OBJECTS.contains(name)) {
            throw new ZipException("it has an entry " + name + ", which would be read as Java objects");
        }
        EntryRule rule = rules.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ZipException("it has an entry " + name + ", which is not expected"));
        if (part.bytes() > rule.maxBytes()) {
            throw new ZipException(name + " must have at most " + rule.maxBytes() + " bytes, has " + part.bytes());
        }
        if (part.bytes() > FREELY_PACKED_BYTES && part.bytes() / MAX_PACKING > part.packedBytes()) {
            throw new ZipException(name + " says that " + part.packedBytes() + " bytes unpack to " + part.bytes()
                    + ", more than " + MAX_PACKING + " times as many");
        }
    }

    /** Returns the file. */
    public Path file() {
        return file;
    }

    /** Returns whether there is an entry of that name. */
    public boolean has(String entry) {
        return parts.containsKey(entry);
    }

    /** Returns all bytes of an entry that is there and small enough to be in memory. */
    public byte[] bytes(String entry) {
        return read(entry, (part, in) -> {
            byte[] bytes = in.readNBytes(Math.toIntExact(part.bytes()));
            if (bytes.length < part.bytes()) {
                throw new ZipException(entry + " holds " + bytes.length + " bytes, says " + part.bytes());
            }
            return bytes;
        });
    }

    /**
     * Returns the network's configuration.
     *
     * @throws ClassNotAllowedException if it names a class that is not allowed
     */
    public ConfigurationText configuration(AllowedClasses allowed) {
        byte[] json = bytes(EntryRule.CONFIGURATION);
        return ConfigurationText.check(file, EntryRule.CONFIGURATION + ": ", json, allowed);
    }

    /**
     * Returns the array in an entry, in no workspace, when each of its values is known to be finite. Memory is taken for it
     * only when its length is the expected one, and the entry's.
     *
     * @param length the number of values that it must have
     * @param type the type that they must have
     */
    public INDArray array(String entry, long length, DataType type) {
        return read(entry, (part, in) -> {
            ArrayHeader header = ArrayHeader.read(part, in);
            header.require(part, length, type);
            return new ArrayValues(part, header, in).toArray();
        });
    }

    /** Checks everything that can be checked without knowing what network it is: the JSON, the arrays, each value. */
    public void verify() {
        for (String entry : parts.keySet()) {
            if (entry.equals(EntryRule.CONFIGURATION)) {
                ConfigurationText.requireJson(file, entry + ": ", bytes(entry));
            } else if (entry.equals(EntryRule.PARAMETERS) || entry.equals(EntryRule.UPDATER_STATE)) {
                read(entry, (part, in) -> {
                    new ArrayValues(part, ArrayHeader.read(part, in), in).pass();
                    return entry;
                });
            } else {
                read(entry, (part, in) -> in.transferTo(OutputStream.nullOutputStream()));
            }
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(ZipPart part, EntryStream in) throws IOException;
    }

    private <T> T read(String entry, Reading<T> reading) {
        ZipPart part = Objects.requireNonNull(parts.get(entry), () -> "entry must be in " + file + ", was " + entry);
        try (EntryStream in = new EntryStream(channel, part)) {
            T result = reading.from(part, in);
            in.requireEnd();
            return result;
        } catch (IOException e) {
            throw refused(file, e);
        }
    }

    private static RefusedFileException refused(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new RefusedFileException(file, "cannot be read: no such file", e);
        }
        return new RefusedFileException(
                file,
                (e instanceof ZipException ? "not a model of Deeplearning4j: " : "cannot be read: ")
                        + IoFailure.describe(e),
                e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw refused(file, e);
        }
    }
}
