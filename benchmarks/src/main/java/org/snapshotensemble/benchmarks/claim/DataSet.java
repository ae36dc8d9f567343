package org.snapshotensemble.benchmarks.claim;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The data of a grid. */
enum DataSet {
    /** The bundled digits. */
    DIGITS("digits", 1_294) {
        @Override
        String option(DataFiles files, Path work) {
            return "digits";
        }
    },
    /** The first 10,000 training images of Fashion-MNIST, and all its test images. */
    FASHION_10000("fashion-10000", 9_000) {
        @Override
        String option(DataFiles files, Path work) throws IOException {
            Path folder = Files.createDirectories(work.resolve(title()));
            shorten(files.fashion(), folder, "train-images-idx3-ubyte.gz", 28 * 28, List.of(28, 28));
            shorten(files.fashion(), folder, "train-labels-idx1-ubyte.gz", 1, List.of());
            for (String file : List.of("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz")) {
                if (Files.notExists(folder.resolve(file))) {
                    Files.copy(files.fashion().resolve(file), folder.resolve(file));
                }
            }
            return "idx:" + folder;
        }
    },
    /** All of Fashion-MNIST. */
    FASHION("fashion", 54_000) {
        @Override
        String option(DataFiles files, Path work) {
            return "idx:" + files.fashion();
        }
    },
    /** 569 cells of breasts, 30 numbers each, to be told apart as malignant or benign (Wisconsin, diagnostic). */
    CANCER("cancer", 410) {
        @Override
        String option(DataFiles files, Path work) throws IOException {
            Path file = work.resolve("cancer.csv");
            // The first line counts the rows and names the classes.
            List<String> lines = Files.readAllLines(files.cancer());
            if (lines.size() != 570 || !lines.get(0).equals("569,30,malignant,benign")) {
                throw new IOException(files.cancer() + ": must be scikit-learn's breast_cancer.csv, begins with "
                        + (lines.isEmpty() ? "nothing" : lines.get(0)));
            }
            Files.write(file, lines.subList(1, lines.size()));
            return "csv:" + file + "?header=false";
        }
    };

    private static final int FIRST = 10_000;

    private final String title;
    private final int trainedOn;

    DataSet(String title, int trainedOn) {
        this.title = title;
        this.trainedOn = trainedOn;
    }

    /** What a person reads. */
    String title() {
        return title;
    }

    /** How many examples are trained on, when a tenth validates and a fifth tests where there are no test data; about. */
    int trainedOn() {
        return trainedOn;
    }

    /**
     * What {@code --data} is told.
     *
     * @param files where they are, if they do not come with the command
     * @param work a folder for what has to be made
     */
    abstract String option(DataFiles files, Path work) throws IOException;

    /** Copies the first examples of an IDX file: magic number, sizes, one byte a value. */
    private static void shorten(Path from, Path to, String name, int bytesEach, List<Integer> sizes)
            throws IOException {
        Path file = to.resolve(name);
        if (Files.exists(file)) {
            return;
        }
        Path part = to.resolve(name + ".part");
        try (DataInputStream in = new DataInputStream(new GZIPInputStream(Files.newInputStream(from.resolve(name))));
                DataOutputStream out = new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(part)))) {
            out.writeInt(in.readInt());
            int examples = in.readInt();
            if (examples < FIRST) {
                throw new IOException(
                        from.resolve(name) + ": must have at least " + FIRST + " examples, has " + examples);
            }
            out.writeInt(FIRST);
            for (int size : sizes) {
                int found = in.readInt();
                if (found != size) {
                    throw new IOException(from.resolve(name) + ": must be of size " + size + ", is " + found);
                }
                out.writeInt(found);
            }
            out.write(in.readNBytes(FIRST * bytesEach));
        }
        Files.move(part, file);
    }
}
