package org.snapshotensemble.evaluation.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.snapshot.RunException;

final class PicturesFolderTest {

    @TempDir
    private Path folder;

    private List<String> names(List<Path> files) {
        return files.stream().map(folder::relativize).map(Path::toString).toList();
    }

    @Test
    void write_classification_isEachPictureOfThePage() throws Exception {
        List<Path> files = new PicturesFolder(folder).write(SampleReports.cascade());
        assertThat(names(files))
                .containsExactly(
                        "growing.svg",
                        "growing.png",
                        "growing-dark.svg",
                        "cost.svg",
                        "cost.png",
                        "cost-dark.svg",
                        "agreement.svg",
                        "agreement.png",
                        "agreement-dark.svg",
                        "reliability.svg",
                        "reliability.png",
                        "reliability-dark.svg",
                        "confusion.svg",
                        "confusion.png",
                        "confusion-dark.svg");
        for (Path file : files) {
            if (file.toString().endsWith(".svg")) {
                String svg = Files.readString(file);
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
                assertThat(svg)
                        .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
                        .doesNotContain("class=", "var(", "<style");
                // Black is what a part without a look would be; every path and line has one.
                assertThat(svg).doesNotContainPattern("<(path|line|circle|rect)(?![^>]*(fill|stroke)=)");
            } else {
                BufferedImage image = ImageIO.read(file.toFile());
                assertThat(image.getWidth()).isEqualTo(2 * (440 + 40));
                assertThat(image.getRGB(0, 0)).isEqualTo(0xfffdfdfc);
            }
        }
        assertThat(Files.readString(folder.resolve("cost.svg")))
                .contains(">What accuracy costs<", "stroke=\"#0b57a4\"", "fill=\"#fdfdfc\"");
        assertThat(Files.readString(folder.resolve("cost-dark.svg")))
                .contains(">What accuracy costs<", "stroke=\"#6db3f8\"", "fill=\"#17181a\"")
                .doesNotContain("#0b57a4", "#fdfdfc");
    }

    @Test
    void write_curve_isThere() {
        assertThat(names(new PicturesFolder(folder).write(TrainedReports.withCurve())))
                .startsWith("training.svg", "training.png");
    }

    @Test
    void write_regression_hasItsOwn() {
        assertThat(names(new PicturesFolder(folder).write(SampleReports.regression())))
                .contains("growing.svg", "growing.png")
                .noneMatch(name -> name.startsWith("confusion"));
    }

    @Test
    void write_overAFile_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "something");
        assertThatThrownBy(() -> new PicturesFolder(file).write(SampleReports.classification()))
                .isInstanceOf(RunException.class)
                .hasMessage(file + ": must be a folder, is a file");
    }
}
