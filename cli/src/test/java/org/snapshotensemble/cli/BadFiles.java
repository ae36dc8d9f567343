package org.snapshotensemble.cli;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Files and folders that are good but for one thing, which their names say. */
final class BadFiles {

    private static final int ROWS = 40;
    private static final int BAD_ROW = 5;

    private final Path folder;

    private BadFiles(Path folder) {
        this.folder = folder;
    }

    static void writeInto(Path folder) throws IOException {
        BadFiles files = new BadFiles(folder);
        files.writeTables();
        files.writeIdx();
        files.writeImages();
        files.write("empty.json", new byte[0]);
        files.write("noise.json", noise(4096));
        files.write("other.json", "{\"a\" : 1}".getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(3).nextBytes(bytes);
        return bytes;
    }

    private void writeTables() throws IOException {
        List<String> rows = rows();
        table("good.csv", "x,y,kind", rows);
        table("table.npy", "x,y,kind", rows);
        table("p.labels.npy", "x,y,kind", rows);
        table("names.csv", "name,x,first town,id,kind", List.of("Ann,1,A,i1,a", "Bob,2,B,i2,b"));
        table("offset.csv", "x,y,kind", withY("1000000001.5", "1000000000.5"));
        table("target.csv", "x,y,kind", withY("3e38", "1"));
        table("far-apart.csv", "x,y,kind", withY("3.4e38", "-3.4e38"));
        table("close.csv", "x,y,kind", withY("1e-45", "0"));
        table("header-alone.csv", "x,y,kind", List.of());
        table("text.csv", "x,y,kind", withBadRow("1,many,a"));
        table("ragged.csv", "x,y,kind", withBadRow("1,2"));
        table("nan.csv", "x,y,kind", withBadRow("1,NaN,a"));
        table("huge.csv", "x,y,kind", withBadRow("1,1e400,a"));
        table("hex.csv", "x,y,kind", withBadRow("1,0x1p3,a"));
        table("infinite.csv", "x,y,kind", withBadRow("-Infinity,2,a"));
        table("gap.csv", "x,y,kind", withBadRow("1,,a"));
        table("third-class.csv", "x,y,kind", withBadRow("1,2,c"));
        table("no-label.csv", "x,y,kind", withBadRow("1,2,"));
        table("one-class.csv", "x,y,kind", rows.stream().map(BadFiles::ofClassA).toList());
        table("fewer.csv", "x,kind", rows.stream().map(BadFiles::withoutY).toList());
        table("more-nameless.csv", "1,2,3,4", List.of("5,6,7,8"));
        write("empty.csv", new byte[0]);
        write("latin1.csv", "x,y,kind\n1,2,gr\u00FCn\n".getBytes(StandardCharsets.ISO_8859_1));
        write("noise.csv", noise(4096));
    }

    private static List<String> rows() {
        Random random = new Random(1);
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            rows.add(random.nextGaussian() + "," + random.nextInt(9) + "," + (row % 2 == 0 ? "a" : "b"));
        }
        return rows;
    }

    private static List<String> withBadRow(String bad) {
        List<String> rows = rows();
        rows.set(BAD_ROW, bad);
        return rows;
    }

    /** Every fourth y is the one, all others are the other. */
    private static List<String> withY(String fourth, String others) {
        List<String> rows = rows();
        for (int row = 0; row < rows.size(); row++) {
            String[] cells = rows.get(row).split(",", -1);
            rows.set(row, cells[0] + "," + (row % 4 == 0 ? fourth : others) + "," + cells[2]);
        }
        return rows;
    }

    private static String ofClassA(String row) {
        return row.substring(0, row.length() - 1) + "a";
    }

    private static String withoutY(String row) {
        String[] cells = row.split(",", -1);
        return cells[0] + "," + cells[2];
    }

    private void table(String name, String header, List<String> rows) throws IOException {
        write(name, (header + "\n" + String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void writeIdx() throws IOException {
        byte[] images = idx(0x803, 20, 4, 4);
        byte[] labels = idx(0x801, 20);
        idxFolder("idx-short-header", Arrays.copyOf(images, 10), labels);
        idxFolder("idx-truncated", Arrays.copyOf(images, images.length - 5), labels);
        idxFolder("idx-longer", Arrays.copyOf(images, images.length + 1), labels);
        idxFolder("idx-oversized", header(images, 4, Integer.MAX_VALUE, 1 << 15, 1 << 15), labels);
        idxFolder("idx-negative", header(images, 4, -1, 4, 4), labels);
        idxFolder("idx-empty", new byte[0], labels);
        idxFolder("idx-noise", noise(500), labels);
        idxFolder("idx-labels", images, idx(0x801, 19));
        idxFolder("idx-one-class", images, header(new byte[28], 0, 0x801, 20));
        byte[] unknown = labels.clone();
        unknown[27] = 12;
        idxFolder("idx-label-12", images, unknown);
    }

    /** Values 0 and 1 in turn. */
    private static byte[] idx(int magic, int... sizes) {
        int values = Arrays.stream(sizes).reduce(1, (one, other) -> one * other);
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * sizes.length + values).putInt(magic);
        Arrays.stream(sizes).forEach(bytes::putInt);
        for (int value = 0; value < values; value++) {
            bytes.put((byte) (value % 2));
        }
        return bytes.array();
    }

    /** Other numbers in a file, from a byte on. */
    private static byte[] header(byte[] file, int start, int... numbers) {
        byte[] changed = file.clone();
        ByteBuffer header = ByteBuffer.wrap(changed).position(start);
        Arrays.stream(numbers).forEach(header::putInt);
        return changed;
    }

    private void idxFolder(String name, byte[] images, byte[] labels) throws IOException {
        write(name + "/train-images-idx3-ubyte", images);
        write(name + "/train-labels-idx1-ubyte", labels);
        write(name + "/t10k-images-idx3-ubyte", idx(0x803, 6, 4, 4));
        write(name + "/t10k-labels-idx1-ubyte", idx(0x801, 6));
    }

    private void writeImages() throws IOException {
        for (String name : List.of(
                "img-broken",
                "img-empty",
                "img-noise",
                "img-one",
                "img-sizes",
                "img-beside",
                "img-other",
                "img-bomb")) {
            for (int image = 0; image < 3; image++) {
                write(name + "/a/" + image + ".png", png(8, 0xffffff));
                write(name + "/b/" + image + ".png", png(8, 0));
            }
        }
        write("img-broken/a/1.png", Arrays.copyOf(png(8, 0xffffff), 50));
        write("img-empty/a/1.png", new byte[0]);
        write("img-noise/a/1.png", noise(500));
        write("img-sizes/a/1.png", png(9, 0));
        write("img-bomb/a/1.png", pngOfSize(20_000, 20_000));
        write("img-beside/x.png", png(8, 0));
        write("img-other/a/notes.txt", noise(9));
        for (int image = 0; image < 3; image++) {
            Files.delete(folder.resolve("img-one/b/" + image + ".png"));
        }
        Files.delete(folder.resolve("img-one/b"));
        Files.createDirectories(folder.resolve("img-classless"));
    }

    /** A small PNG whose header says another size, with a checksum that fits. */
    private static byte[] pngOfSize(int width, int height) throws IOException {
        byte[] changed = header(png(8, 0), 16, width, height);
        CRC32 checksum = new CRC32();
        checksum.update(changed, 12, 17);
        return header(changed, 29, (int) checksum.getValue());
    }

    private static byte[] png(int side, int color) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
        for (int pixel = 0; pixel < side; pixel++) {
            image.setRGB(pixel, pixel, color);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
