package org.snapshotensemble.data;

import com.google.common.hash.Funnels;
import com.google.common.hash.Hasher;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.io.input.TeeInputStream;

/**
 * A file of the IDX format with unsigned bytes, gzipped or not: a magic number, the dimensions, then the values.
 *
 * <p>It is read twice, first to hold its header against its length, so that no header is believed before memory is asked
 * for.
 */
final class IdxFile {

    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int BLOCK_BYTES = 1 << 20;

    private final Path path;
    private final int[] dimensions;

    private IdxFile(Path path, int[] dimensions) {
        this.path = path;
        this.dimensions = dimensions;
    }

    /** Neighboring items of the file. */
    @FunctionalInterface
    interface BlockVisitor {
        /**
         * Takes a block.
         *
         * @param first the index of the first item
         * @param values the bytes of the items; a new array each time
         */
        void visit(int first, byte[] values) throws IOException;
    }

    /**
     * Reads it once, and keeps its header.
     *
     * @param rank the number of its dimensions: 3 for images, 1 for labels
     * @param hasher takes the bytes as they lie on the disk
     * @throws IOException if it cannot be read, or its header and its length do not agree
     */
    static IdxFile open(Path path, int rank, Hasher hasher) throws IOException {
        try (InputStream raw = new TeeInputStream(Files.newInputStream(path), Funnels.asOutputStream(hasher));
                InputStream buffered = new BufferedInputStream(raw);
                InputStream values = unpacked(path, buffered)) {
            int[] dimensions = header(path, rank, values);
            checkLength(path, dimensions, values);
            buffered.transferTo(OutputStream.nullOutputStream());
            return new IdxFile(path, dimensions);
        } catch (IOException e) {
            throw FileFault.of(path, e);
        }
    }

    /** Where it lies. */
    Path path() {
        return path;
    }

    /** The number of items, at least 1. */
    int items() {
        return dimensions[0];
    }

    /** A dimension of an item, such as 1 for the rows of an image and 2 for its columns; at least 1. */
    int dimension(int index) {
        return dimensions[index];
    }

    /** Goes through all items, a block at a time. */
    void visit(BlockVisitor visitor) throws IOException {
        int itemBytes = (int) itemValues(dimensions);
        try (Items items = items(Math.max(1, BLOCK_BYTES / itemBytes))) {
            int first = 0;
            for (byte[] block = items.next(); block.length > 0; block = items.next()) {
                visitor.visit(first, block);
                first += block.length / itemBytes;
            }
        }
    }

    /**
     * Opens the items, to be read block by block.
     *
     * @param itemsPerBlock items in a block, at least 1; the last block has what is left
     */
    Items items(int itemsPerBlock) throws IOException {
        InputStream values = open();
        try {
            if (!Arrays.equals(header(path, dimensions.length, values), dimensions)) {
                throw FileFault.at(path, "changed while it was read");
            }
            return new Items(values, itemsPerBlock);
        } catch (IOException e) {
            values.close();
            throw FileFault.of(path, e);
        }
    }

    private InputStream open() throws IOException {
        try {
            InputStream buffered = new BufferedInputStream(Files.newInputStream(path));
            try {
                return unpacked(path, buffered);
            } catch (IOException e) {
                buffered.close();
                throw e;
            }
        } catch (IOException e) {
            throw FileFault.of(path, e);
        }
    }

    /** The items of the file, one block after the other. */
    final class Items implements Closeable {

        private final InputStream values;
        private final int itemsPerBlock;
        private int first;

        private Items(InputStream values, int itemsPerBlock) {
            this.values = values;
            this.itemsPerBlock = itemsPerBlock;
        }

        /** The bytes of the next items, a new array; empty at the end. */
        byte[] next() throws IOException {
            int count = Math.min(itemsPerBlock, items() - first);
            int length = Math.multiplyExact(count, (int) itemValues(dimensions));
            try {
                byte[] block = values.readNBytes(length);
                if (block.length < length) {
                    throw FileFault.at(path, "changed while it was read");
                }
                first += count;
                return block;
            } catch (IOException e) {
                throw FileFault.of(path, e);
            }
        }

        @Override
        public void close() throws IOException {
            values.close();
        }
    }

    private static InputStream unpacked(Path path, InputStream in) throws IOException {
        in.mark(2);
        int first = in.read();
        if (first < 0) {
            throw FileFault.at(path, "must be an IDX file, is empty");
        }
        int magic = first << Byte.SIZE | in.read();
        in.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(in) : in;
    }

    private static int[] header(Path path, int rank, InputStream in) throws IOException {
        IdxHeader header = new IdxHeader(path, rank);
        return header.sizes(in.readNBytes(header.length()));
    }

    /** Counts the values; of a packed file no more than one block beyond those that are expected. */
    private static void checkLength(Path path, int[] dimensions, InputStream values) throws IOException {
        long expected = dimensions[0] * itemValues(dimensions);
        long found = 0;
        byte[] buffer = new byte[1 << 16];
        for (int read = values.read(buffer); read >= 0 && found <= expected; read = values.read(buffer)) {
            found += read;
        }
        if (found != expected) {
            throw FileFault.at(
                    path,
                    "must have " + expected + " bytes after its header, which says " + IdxHeader.text(dimensions)
                            + ", has " + (found > expected ? "more" : found));
        }
    }

    /** The values of one item: the product of at most two sizes, which fits. */
    private static long itemValues(int[] dimensions) {
        return IntStream.of(dimensions).skip(1).asLongStream().reduce(1, (one, other) -> one * other);
    }
}
