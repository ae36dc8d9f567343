package org.snapshotensemble.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * Reads what a zip says of its entries, in the directory at its end and in the header before each entry, and believes it
 * only where the two agree and the entries fill the file: one after another from its first byte, without a gap, an overlap
 * or anything behind.
 *
 * <p>Format: PKWARE's APPNOTE.TXT. Archives of 4 GiB and more (zip64) are refused.
 */
final class ZipLayout {

    private static final int MAX_ENTRIES = 32;

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int DIRECTORY_SIGNATURE = 0x02014b50;
    private static final int DIRECTORY_ENTRY_BYTES = 46;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int DESCRIPTOR_SIGNATURE = 0x08074b50;
    private static final int DESCRIPTOR_BYTES = 16;

    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    /** Sizes come after the data; names are UTF-8; how hard the packing was tried. Encryption is none of these. */
    private static final int SIZES_BEHIND = 1 << 3;

    private static final int KNOWN_FLAGS = SIZES_BEHIND | 1 << 11 | 0b110;

    private static final int MAX_SHORT = 0xffff;
    private static final long MAX_INT = 0xffff_ffffL;

    private final FileChannel file;
    private final long size;

    private ZipLayout(FileChannel file, long size) {
        this.file = file;
        this.size = size;
    }

    /** What the directory says of an entry. */
    private record Listed(String name, int flags, int method, long crc, long packedBytes, long bytes, long offset) {}

    /**
     * Returns the entries, in the order of the file.
     *
     * @throws ZipException if the file is not a zip, or says one thing here and another there
     */
    static List<ZipPart> read(FileChannel file) throws IOException {
        ZipLayout layout = new ZipLayout(file, file.size());
        return layout.parts();
    }

    private List<ZipPart> parts() throws IOException {
        if (size < END_BYTES) {
            throw new ZipException("too short for a zip, it has " + size + " bytes");
        }
        ByteBuffer end = at(size - END_BYTES, END_BYTES);
        if (end.getInt(0) != END_SIGNATURE) {
            throw new ZipException("it does not end as a zip does");
        }
        int entries = unsigned(end.getShort(10));
        long directoryBytes = unsigned(end.getInt(12));
        long directoryOffset = unsigned(end.getInt(16));
        if (entries == MAX_SHORT || directoryBytes == MAX_INT || directoryOffset == MAX_INT) {
            throw new ZipException("it is a zip64, of 4 GiB or more");
        }
        require(end.getInt(4) == 0 && unsigned(end.getShort(8)) == entries, "it is one part of several");
        require(directoryOffset + directoryBytes == size - END_BYTES, "its directory is not where it should be");
        require(entries <= MAX_ENTRIES, "it has " + entries + " entries, at most " + MAX_ENTRIES + " are read");
        require(directoryBytes <= (long) MAX_ENTRIES * MAX_SHORT, "its directory is too large");

        List<Listed> listed = directory(at(directoryOffset, (int) directoryBytes), entries);
        List<ZipPart> parts = new ArrayList<>();
        long next = 0;
        for (Listed entry : listed) {
            require(entry.offset() == next, "there is a gap, an overlap or another order before " + entry.name());
            ZipPart part = part(entry, directoryOffset);
            parts.add(part);
            next = part.offset() + part.packedBytes() + descriptorBytes(entry);
        }
        require(next == directoryOffset, "there is something between the entries and the directory");
        return parts;
    }

    private static List<Listed> directory(ByteBuffer bytes, int entries) throws IOException {
        List<Listed> listed = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < entries; i++) {
            require(bytes.remaining() >= DIRECTORY_ENTRY_BYTES, "its directory is too short");
            ByteBuffer entry = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
            require(entry.getInt(0) == DIRECTORY_SIGNATURE, "its directory is damaged");
            int nameBytes = unsigned(entry.getShort(28));
            int all = DIRECTORY_ENTRY_BYTES + nameBytes + unsigned(entry.getShort(30)) + unsigned(entry.getShort(32));
            require(entry.remaining() >= all, "its directory is too short");
            String name = name(entry, DIRECTORY_ENTRY_BYTES, nameBytes);
            require(names.add(name), "it has two entries of the name " + name);
            listed.add(new Listed(
                    name,
                    unsigned(entry.getShort(8)),
                    unsigned(entry.getShort(10)),
                    unsigned(entry.getInt(16)),
                    unsigned(entry.getInt(20)),
                    unsigned(entry.getInt(24)),
                    unsigned(entry.getInt(42))));
            bytes.position(bytes.position() + all);
        }
        require(!bytes.hasRemaining(), "there is something behind its directory");
        return listed;
    }

    private ZipPart part(Listed entry, long directoryOffset) throws IOException {
        String name = entry.name();
        require((entry.flags() & ~KNOWN_FLAGS) == 0, name + " is encrypted or packed in an unknown way");
        require(entry.method() == STORED || entry.method() == DEFLATED, name + " is packed in an unknown way");
        require(entry.packedBytes() != MAX_INT && entry.bytes() != MAX_INT, name + " has 4 GiB or more");
        require(
                entry.method() == DEFLATED || entry.packedBytes() == entry.bytes(),
                name + " is not packed, but has two sizes");

        require(entry.offset() + LOCAL_BYTES <= directoryOffset, name + " lies outside");
        ByteBuffer local = at(entry.offset(), LOCAL_BYTES);
        require(local.getInt(0) == LOCAL_SIGNATURE, name + " has no header");
        int nameBytes = unsigned(local.getShort(26));
        long data = entry.offset() + LOCAL_BYTES + nameBytes + unsigned(local.getShort(28));
        require(data + entry.packedBytes() + descriptorBytes(entry) <= directoryOffset, name + " lies outside");
        String localName = name(at(entry.offset() + LOCAL_BYTES, nameBytes), 0, nameBytes);
        require(localName.equals(name), name + " is called " + localName + " in its header");
        require(
                unsigned(local.getShort(6)) == entry.flags() && unsigned(local.getShort(8)) == entry.method(),
                name + " is packed otherwise in its header");
        if (descriptorBytes(entry) > 0) {
            requireSizes(entry, local, 14, true);
            ByteBuffer descriptor = at(data + entry.packedBytes(), DESCRIPTOR_BYTES);
            require(descriptor.getInt(0) == DESCRIPTOR_SIGNATURE, name + " has no sizes behind it");
            requireSizes(entry, descriptor, 4, false);
        } else {
            requireSizes(entry, local, 14, false);
        }
        return new ZipPart(name, entry.method() == DEFLATED, data, entry.packedBytes(), entry.bytes(), entry.crc());
    }

    /** Where the sizes come behind the data, those before it are 0. */
    private static void requireSizes(Listed entry, ByteBuffer bytes, int at, boolean orZero) throws IOException {
        long crc = unsigned(bytes.getInt(at));
        long packed = unsigned(bytes.getInt(at + 4));
        long unpacked = unsigned(bytes.getInt(at + 8));
        boolean same = crc == entry.crc() && packed == entry.packedBytes() && unpacked == entry.bytes();
        boolean zero = orZero && crc == 0 && packed == 0 && unpacked == 0;
        require(same || zero, entry.name() + " has other sizes in its header than in the directory");
    }

    private static int descriptorBytes(Listed entry) {
        return (entry.flags() & SIZES_BEHIND) == 0 ? 0 : DESCRIPTOR_BYTES;
    }

    private static String name(ByteBuffer bytes, int at, int length) {
        byte[] name = new byte[length];
        bytes.get(at, name);
        return Shown.text(new String(name, StandardCharsets.UTF_8));
    }

    private ByteBuffer at(long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, position + bytes.position()) < 0) {
                throw new EOFException("it was cut off as it was read");
            }
        }
        return bytes.flip();
    }

    private static void require(boolean good, String otherwise) throws ZipException {
        if (!good) {
            throw new ZipException(otherwise);
        }
    }

    private static int unsigned(short value) {
        return Short.toUnsignedInt(value);
    }

    private static long unsigned(int value) {
        return Integer.toUnsignedLong(value);
    }
}
