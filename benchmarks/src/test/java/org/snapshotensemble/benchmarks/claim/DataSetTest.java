package org.snapshotensemble.benchmarks.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataSetTest {

    @TempDir
    private Path folder;

    @Test
    void option_ofTheFirstFashionImages_hasTenThousandOfThemAndAllTestData() throws IOException {
        Path fashion = fashion(12_000);

        String option = DataSet.FASHION_10000.option(files(fashion), folder);

        Path made = folder.resolve("fashion-10000");
        assertThat(option).isEqualTo("idx:" + made);
        try (DataInputStream images = in(made.resolve("train-images-idx3-ubyte.gz"))) {
            assertThat(new int[] {images.readInt(), images.readInt(), images.readInt(), images.readInt()})
                    .containsExactly(2051, 10_000, 28, 28);
            byte[] pixels = images.readAllBytes();
            assertThat(pixels).hasSize(10_000 * 784);
            assertThat(pixels[784 * 9_999]).isEqualTo((byte) 9_999);
        }
        try (DataInputStream labels = in(made.resolve("train-labels-idx1-ubyte.gz"))) {
            assertThat(new int[] {labels.readInt(), labels.readInt()}).containsExactly(2049, 10_000);
            byte[] classes = labels.readAllBytes();
            assertThat(classes).hasSize(10_000);
            assertThat(classes[9_999]).isEqualTo((byte) 9);
        }
        assertThat(made.resolve("t10k-images-idx3-ubyte.gz"))
                .hasSameBinaryContentAs(fashion.resolve("t10k-images-idx3-ubyte.gz"));
        assertThat(DataSet.FASHION_10000.option(files(fashion), folder)).isEqualTo(option);
    }

    @Test
    void option_tooFewImages_isRefused() throws IOException {
        Path fashion = fashion(9_999);

        assertThatIOException()
                .isThrownBy(() -> DataSet.FASHION_10000.option(files(fashion), folder))
                .withMessage(fashion.resolve("train-images-idx3-ubyte.gz")
                        + ": must have at least 10000 examples, has 9999");
    }

    @Test
    void option_ofCancer_leavesTheLineOut_thatIsNone() throws IOException {
        Path cancer = folder.resolve("breast_cancer.csv");
        Files.writeString(cancer, "569,30,malignant,benign\n" + "1.5,2,0\n".repeat(569));

        String option = DataSet.CANCER.option(new DataFiles(folder, cancer), folder);

        assertThat(option).isEqualTo("csv:" + folder.resolve("cancer.csv") + "?header=false");
        assertThat(folder.resolve("cancer.csv")).hasContent("1.5,2,0\n".repeat(569));
        Files.writeString(cancer, "radius,texture\n");
        assertThatIOException()
                .isThrownBy(() -> DataSet.CANCER.option(new DataFiles(folder, cancer), folder))
                .withMessage(cancer + ": must be scikit-learn's breast_cancer.csv, begins with radius,texture");
    }

    private static DataFiles files(Path fashion) {
        return new DataFiles(fashion, Path.of("none"));
    }

    /** Image {@code i} is all {@code i} as a byte, its class {@code i % 10}. */
    private Path fashion(int examples) throws IOException {
        Path made = Files.createDirectories(folder.resolve("fashion"));
        try (DataOutputStream images = out(made.resolve("train-images-idx3-ubyte.gz"));
                DataOutputStream labels = out(made.resolve("train-labels-idx1-ubyte.gz"))) {
            images.writeInt(2051);
            images.writeInt(examples);
            images.writeInt(28);
            images.writeInt(28);
            labels.writeInt(2049);
            labels.writeInt(examples);
            byte[] image = new byte[784];
            for (int i = 0; i < examples; i++) {
                Arrays.fill(image, (byte) i);
                images.write(image);
                labels.writeByte(i % 10);
            }
        }
        Files.writeString(made.resolve("t10k-images-idx3-ubyte.gz"), "images");
        Files.writeString(made.resolve("t10k-labels-idx1-ubyte.gz"), "labels");
        return made;
    }

    private static DataOutputStream out(Path file) throws IOException {
        return new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)));
    }

    private static DataInputStream in(Path file) throws IOException {
        return new DataInputStream(new GZIPInputStream(Files.newInputStream(file)));
    }
}
