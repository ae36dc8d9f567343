package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** IDX files and folders of images through the command that a person types. */
final class ImageDataTest {

    private static final int LINES_OF_AN_ACCURACY = 3;

    @TempDir
    private Path folder;

    private CommandRun train(String data, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                "--data",
                data,
                "--model",
                "cnn",
                "--epochs",
                "2",
                "--cycles",
                "1",
                "--max-lr",
                "0.02",
                "--run",
                run().toString()));
        arguments.addAll(Arrays.asList(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private Path run() {
        return folder.resolve("run");
    }

    private CommandRun evaluate(String... more) {
        List<String> arguments = new ArrayList<>(List.of("evaluate", "--run", run().toString()));
        arguments.addAll(Arrays.asList(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private JsonNode data() throws IOException {
        return new ObjectMapper().readTree(run().resolve("run.json").toFile()).path("data");
    }

    /** The table of figures, which does not name the data. */
    private static List<String> figures(CommandRun call) {
        return call.out()
                .lines()
                .dropWhile(line -> !line.equals("Models"))
                .takeWhile(line -> !line.startsWith("Run:"))
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** Images of 8 by 6 of two classes: dark ones and bright ones. */
    private void writeIdx(String prefix, int count) throws IOException {
        ByteBuffer images = ByteBuffer.allocate(16 + count * 48);
        ByteBuffer labels = ByteBuffer.allocate(8 + count);
        images.putInt(0x803).putInt(count).putInt(8).putInt(6);
        labels.putInt(0x801).putInt(count);
        Random random = new Random(count);
        for (int i = 0; i < count; i++) {
            int label = i % 2;
            for (int pixel = 0; pixel < 48; pixel++) {
                images.put((byte) (label * 128 + random.nextInt(100)));
            }
            labels.put((byte) label);
        }
        Files.createDirectories(folder.resolve("idx"));
        Files.write(folder.resolve("idx/" + prefix + "-images-idx3-ubyte"), images.array());
        Files.write(folder.resolve("idx/" + prefix + "-labels-idx1-ubyte"), labels.array());
    }

    @Test
    void train_idx_measuresOnTheT10kFilesAndEvaluateDoesAgain() throws IOException {
        writeIdx("train", 60);
        writeIdx("t10k", 20);
        String idx = "idx:" + folder.resolve("idx");
        CommandRun trained = train(idx);
        assertThat(trained.status()).as(trained.err()).isZero();
        assertThat(trained.out()).contains(" on 20 examples");
        assertThat(data().path("source").asText()).isEqualTo(idx);
        assertThat(data().path("split").path("testFraction").asDouble()).isZero();
        assertThat(data().path("test").path("source").asText()).isEqualTo(idx + "?part=test");

        assertThat(figures(trained)).hasSizeGreaterThan(LINES_OF_AN_ACCURACY);
        assertThat(figures(evaluate())).isEqualTo(figures(trained));
        CommandRun named = evaluate("--data", idx);
        assertThat(figures(named)).isEqualTo(figures(trained));
        assertThat(named.err()).isEmpty();
        assertThat(evaluate("--data", idx + "?part=train").out())
                .contains("\nNote: These figures flatter: the run was trained on examples of");
    }

    @Test
    void train_idxOfOnePart_isSplit() throws IOException {
        writeIdx("train", 60);
        CommandRun trained = train("idx:" + folder.resolve("idx") + "?part=train", "--test-fraction", "0.5");
        assertThat(trained.status()).as(trained.err()).isZero();
        assertThat(trained.out()).contains(" on 30 examples");
    }

    @Test
    void train_idxWithATestFraction_isRefused() throws IOException {
        writeIdx("train", 60);
        writeIdx("t10k", 20);
        String idx = "idx:" + folder.resolve("idx");
        CommandRun refused = train(idx, "--test-fraction", "0.2");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err().lines())
                .containsExactly("snapshot train: --test-fraction: must not be given with " + idx
                        + ", which has test data of its own: " + idx + "?part=test");
        assertThat(run()).doesNotExist();
    }

    @Test
    void train_idxWithoutTestFiles_isRefused() throws IOException {
        writeIdx("train", 60);
        CommandRun refused = train("idx:" + folder.resolve("idx"));
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err().lines())
                .containsExactly("snapshot train: --data: " + folder.resolve("idx/t10k-images-idx3-ubyte")
                        + ": no such file, nor t10k-images-idx3-ubyte.gz; " + folder.resolve("idx")
                        + " must hold test data too, or be named as idx:DIR?part=train");
    }

    /** Photos of mixed sizes and formats, in two colors. */
    private void writePhotos(String name, int each) throws IOException {
        Random random = new Random(each);
        for (String color : List.of("blue", "red")) {
            Path photos = Files.createDirectories(folder.resolve(name).resolve(color));
            for (int i = 0; i < each; i++) {
                BufferedImage photo = new BufferedImage(
                        20 + random.nextInt(30), 20 + random.nextInt(30), BufferedImage.TYPE_3BYTE_BGR);
                Graphics2D graphics = photo.createGraphics();
                int other = random.nextInt(120);
                graphics.setColor(color.equals("red") ? new Color(200, other, other) : new Color(other, other, 200));
                graphics.fillRect(0, 0, photo.getWidth(), photo.getHeight());
                graphics.dispose();
                String format = i % 2 == 0 ? "png" : "jpg";
                ImageIO.write(photo, format, photos.resolve(i + "." + format).toFile());
            }
        }
    }

    @Test
    void train_photosOfMixedSizes_evaluatesThemAndOthersAtTheRunsSize() throws IOException {
        writePhotos("photos", 20);
        writePhotos("others", 5);
        String photos = "images:" + folder.resolve("photos") + "?size=12x10";
        CommandRun trained = train(photos);
        assertThat(trained.status()).as(trained.err()).isZero();
        assertThat(data().path("source").asText()).isEqualTo(photos);
        assertThat(data().path("imageSize").toString()).isEqualTo("{\"height\":12,\"width\":10,\"channels\":3}");
        assertThat(data().path("classes").toString()).isEqualTo("[\"blue\",\"red\"]");
        assertThat(figures(evaluate())).isEqualTo(figures(trained));
        CommandRun others = evaluate("--data", "images:" + folder.resolve("others"));
        assertThat(others.status()).as(others.err()).isZero();
        assertThat(others.out()).contains(" on 10 examples");
    }

    @Test
    void predict_photosBesideEachOther_namesEachFileAndFindsItsClass() throws IOException {
        writePhotos("photos", 20);
        writePhotos("others", 5);
        assertThat(train("images:" + folder.resolve("photos") + "?size=12x10").status())
                .isZero();
        Path flat = Files.createDirectories(folder.resolve("flat"));
        for (String color : List.of("red", "blue")) {
            for (int i = 0; i < 5; i++) {
                String name = i + (i % 2 == 0 ? ".png" : ".jpg");
                Files.copy(folder.resolve("others/" + color + "/" + name), flat.resolve(color + name));
            }
        }
        Files.writeString(flat.resolve("notes.txt"), "mine");
        CommandRun predicted = predict("images:" + flat);
        assertThat(predicted.err())
                .isEqualTo("note: " + flat + ": ignored the files that are no images: \"notes.txt\"\n");
        List<String> lines = predicted.out().lines().toList();
        assertThat(lines).hasSize(11).startsWith("row,file,class,p_blue,p_red,spread");
        assertThat(lines.get(1)).startsWith("0,blue0.png,");
        assertThat(lines.get(10)).startsWith("9,red4.png,");
        // The same photos in the folders of their classes get the same answers, and evaluate counts them.
        CommandRun inFolders = predict("images:" + folder.resolve("others"));
        assertThat(inFolders.out()).contains("0,blue/0.png,");
        assertThat(answers(inFolders)).isEqualTo(answers(predicted));
        long right = lines.stream()
                .filter(line -> line.matches("\\d,(blue|red).*,\\1,.*"))
                .count();
        Path report = folder.resolve("report");
        evaluate("--data", "images:" + folder.resolve("others"), "--report", report.toString());
        assertThat(new ObjectMapper()
                        .readTree(report.resolve("report.json").toFile())
                        .path("ensemble")
                        .path("accuracy")
                        .asDouble())
                .isEqualTo(right / 10.0);
        // Alone, an example may get another last bit than in a batch.
        List<String> alone = answers(predict("images:" + flat.resolve("red4.png")));
        String[] expected = answers(predicted).get(9).split(",");
        assertThat(alone).hasSize(1);
        assertThat(alone.get(0)).startsWith(expected[0] + ",");
        assertThat(Double.parseDouble(alone.get(0).split(",")[1]))
                .isCloseTo(Double.parseDouble(expected[1]), within(1e-6));
    }

    /** The lines of a prediction without the examples' numbers and files. */
    private static List<String> answers(CommandRun predicted) {
        return predicted
                .out()
                .lines()
                .skip(1)
                .map(line -> line.split(",", 3)[2])
                .toList();
    }

    private CommandRun predict(String data, String... more) {
        List<String> arguments = new ArrayList<>(List.of("predict", "--run", run().toString(), "--data", data));
        arguments.addAll(Arrays.asList(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void predict_badPhotos_areRefusedAndNothingIsWritten() throws IOException {
        writePhotos("photos", 20);
        assertThat(train("images:" + folder.resolve("photos") + "?size=12x10").status())
                .isZero();
        Path flat = Files.createDirectories(folder.resolve("flat"));
        assertThat(predict("images:" + flat).err())
                .isEqualTo("snapshot predict: --data: " + flat
                        + ": must hold images named .png, .jpg or .jpeg, holds none\n");
        assertThat(predict("images:" + folder.resolve("none")).err())
                .isEqualTo("snapshot predict: --data: " + folder.resolve("none")
                        + ": no such folder or file, expected images\n");
        Path photo = Files.copy(folder.resolve("photos/red/0.png"), flat.resolve("a.png"));
        byte[] bytes = Files.readAllBytes(photo);
        CommandRun overwriting = predict("images:" + flat, "--out", photo.toString());
        assertThat(overwriting.status()).isEqualTo(2);
        assertThat(overwriting.err())
                .isEqualTo("snapshot predict: --out: must not be a file that --data names, was " + photo + "\n");
        assertThat(photo).hasBinaryContent(bytes);
        Path broken = Files.write(flat.resolve("b.png"), Arrays.copyOf(bytes, 60));
        CommandRun refused = predict("images:" + flat);
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("snapshot predict: --data: " + broken + ": ")
                .hasLineCount(1);
        assertThat(refused.out()).isEmpty();
    }

    @Test
    void predict_idx_takesTheT10kImagesOrOneFileWithoutLabels() throws IOException {
        writeIdx("train", 60);
        writeIdx("t10k", 20);
        Path idx = folder.resolve("idx");
        assertThat(train("idx:" + idx).status()).isZero();
        Path report = folder.resolve("report");
        evaluate("--report", report.toString());
        Files.delete(idx.resolve("t10k-labels-idx1-ubyte"));
        CommandRun predicted = predict("idx:" + idx);
        assertThat(predicted.err()).isEmpty();
        List<String> lines = predicted.out().lines().toList();
        assertThat(lines).hasSize(21);
        assertThat(lines.get(0)).startsWith("row,class,p_0,p_1,").endsWith(",p_9,spread");
        long right = lines.stream()
                .skip(1)
                .map(line -> line.split(",", 3))
                .filter(cells -> Integer.parseInt(cells[0]) % 2 == Integer.parseInt(cells[1]))
                .count();
        assertThat(new ObjectMapper()
                        .readTree(report.resolve("report.json").toFile())
                        .path("ensemble")
                        .path("accuracy")
                        .asDouble())
                .isEqualTo(right / 20.0);
        Path images = idx.resolve("t10k-images-idx3-ubyte");
        assertThat(predict("idx:" + images).out()).isEqualTo(predicted.out());
        assertThat(predict("idx:" + idx + "?part=train").out()).hasLineCount(61);
        assertThat(predict("idx:" + idx.resolve("train-labels-idx1-ubyte")).err())
                .startsWith("snapshot predict: --data: " + idx.resolve("train-labels-idx1-ubyte")
                        + ": must have the magic number 0x00000803")
                .hasLineCount(1);
        assertThat(predict("idx:" + idx, "--out", images.toString()).status()).isEqualTo(2);
    }

    @Test
    void evaluate_changedPhoto_isRefused() throws IOException {
        writePhotos("photos", 20);
        assertThat(train("images:" + folder.resolve("photos") + "?size=12x10").status())
                .isZero();
        Files.move(folder.resolve("photos/red/3.jpg"), folder.resolve("photos/blue/30.jpg"));
        CommandRun refused = evaluate();
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("must have SHA-256").hasLineCount(1);
    }

    @Test
    void train_brokenPhoto_isRefusedByItsName() throws IOException {
        writePhotos("photos", 3);
        Path broken = folder.resolve("photos/red/1.jpg");
        Files.write(broken, Arrays.copyOf(Files.readAllBytes(broken), 400));
        CommandRun refused = train("images:" + folder.resolve("photos") + "?size=12x10");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("snapshot train: --data: " + broken + ": cannot be read as a JPEG image: ")
                .hasLineCount(1);
        assertThat(run()).doesNotExist();
    }
}
