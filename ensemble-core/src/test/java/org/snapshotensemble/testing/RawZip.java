package org.snapshotensemble.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Builds zips byte by byte, so that they can lie. */
public final class RawZip {

    /** An entry; what is changed after it was added is a lie. */
    public static final class Entry {
        public String name;
        public String localName;
        public byte[] packed;
        public byte[] gapBefore = {};
        public int flags;
        public int method = 8;
        public long crc;
        public long bytes;
        public long localBytes;

        private Entry(String name, byte[] content) {
            this.name = name;
            this.localName = name;
            this.packed = deflate(content);
            this.crc = crc(content);
            this.bytes = content.length;
            this.localBytes = content.length;
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private byte[] before = {};
    private byte[] behindEntries = {};
    private byte[] behind = {};
    private int countOffset;

    /** Adds an entry as it should be. */
    public RawZip add(String name, byte[] content) {
        return add(name, content, entry -> {});
    }

    /** Adds an entry, then changes what is said of it. */
    public RawZip add(String name, byte[] content, Consumer<Entry> lie) {
        Entry entry = new Entry(name, content);
        lie.accept(entry);
        entries.add(entry);
        return this;
    }

    /** Puts bytes before everything. */
    public RawZip before(byte[] bytes) {
        before = bytes;
        return this;
    }

    /** Puts bytes between the entries and the directory. */
    public RawZip behindEntries(byte[] bytes) {
        behindEntries = bytes;
        return this;
    }

    /** Puts bytes behind everything. */
    public RawZip behind(byte[] bytes) {
        behind = bytes;
        return this;
    }

    /** Lies about the number of entries. */
    public RawZip countOffset(int offset) {
        countOffset = offset;
        return this;
    }

    /** Returns the zip. */
    public byte[] build() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(before);
        ByteArrayOutputStream directory = new ByteArrayOutputStream();
        for (Entry entry : entries) {
            out.writeBytes(entry.gapBefore);
            int offset = out.size();
            byte[] localName = entry.localName.getBytes(StandardCharsets.UTF_8);
            out.writeBytes(little(30)
                    .putInt(0x04034b50)
                    .putShort((short) 20)
                    .putShort((short) entry.flags)
                    .putShort((short) entry.method)
                    .putInt(0)
                    .putInt((int) entry.crc)
                    .putInt(entry.packed.length)
                    .putInt((int) entry.localBytes)
                    .putShort((short) localName.length)
                    .putShort((short) 0)
                    .array());
            out.writeBytes(localName);
            out.writeBytes(entry.packed);
            byte[] name = entry.name.getBytes(StandardCharsets.UTF_8);
            directory.writeBytes(little(46)
                    .putInt(0x02014b50)
                    .putShort((short) 20)
                    .putShort((short) 20)
                    .putShort((short) entry.flags)
                    .putShort((short) entry.method)
                    .putInt(0)
                    .putInt((int) entry.crc)
                    .putInt(entry.packed.length)
                    .putInt((int) entry.bytes)
                    .putShort((short) name.length)
                    .position(42)
                    .putInt(offset)
                    .array());
            directory.writeBytes(name);
        }
        out.writeBytes(behindEntries);
        int directoryOffset = out.size();
        out.writeBytes(directory.toByteArray());
        short count = (short) (entries.size() + countOffset);
        out.writeBytes(little(22)
                .putInt(0x06054b50)
                .putInt(0)
                .putShort(count)
                .putShort(count)
                .putInt(directory.size())
                .putInt(directoryOffset)
                .array());
        out.writeBytes(behind);
        return out.toByteArray();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Packs bytes as a zip has them. */
    public static byte[] deflate(byte[] content) {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] piece = new byte[1 << 16];
        while (!deflater.finished()) {
            out.write(piece, 0, deflater.deflate(piece));
        }
        deflater.end();
        return out.toByteArray();
    }

    private static long crc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return crc.getValue();
    }
}
