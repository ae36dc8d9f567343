package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RangeTestCommandTest {

    @TempDir
    private Path folder;

    @Test
    void rangeTest_ofDigits_writesAllAndNamesTheNextCommand() throws Exception {
        Path out = folder.resolve("new/rates");

        CommandRun run = CommandRun.of(
                "range-test", "--data", "digits", "--batch", "16", "--iterations", "100", "--out", out.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(names(out)).containsExactly("curve.csv", "range-test.png", "range-test.svg", "suggestion.json");
        List<String> curve = Files.readAllLines(out.resolve("curve.csv"));
        assertThat(curve.get(0)).isEqualTo("iteration,learning_rate,loss,smoothed_loss,accuracy");
        assertThat(curve.get(1)).startsWith("0,1.0E-6,");

        JsonNode suggestion =
                new ObjectMapper().readTree(out.resolve("suggestion.json").toFile());
        double max = suggestion.at("/max/rate").asDouble();
        double base = suggestion.at("/base/rate").asDouble();
        assertThat(base).isBetween(1e-6, max / 4);
        assertThat(suggestion.get("points").asInt()).isEqualTo(curve.size() - 1);
        assertThat(run.out())
                .contains("max       " + rounded(max) + ": "
                        + suggestion.at("/max/reason").asText())
                .contains("Next:     snapshot train --data digits --batch 16 --schedule \"snapshot_cosine(max="
                        + rounded(max) + ",cycles=5)\"\n")
                .contains("triangular(base=" + rounded(base) + ",max=" + rounded(max) + ",stepSize=4e)\"\n")
                .endsWith("Picture:  " + out.resolve("range-test.png") + "\n");

        BufferedImage png = ImageIO.read(out.resolve("range-test.png").toFile());
        assertThat(png.getWidth()).isEqualTo(2 * 760);
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(out.resolve("range-test.svg").toFile())
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("svg");
        assertThat(Files.size(out.resolve("range-test.svg"))).isLessThan(20_000);

        CommandRun again = CommandRun.of("range-test", "--out", out.toString());
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err())
                .isEqualTo("snapshot range-test: --out: " + out
                        + ": holds something already; choose another folder or empty this one\n");
    }

    @Test
    void rangeTest_tooFewRates_saysThatThereAreNoBounds() throws IOException {
        CommandRun run = CommandRun.of("range-test", "--iterations", "5", "--out", folder.toString());

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .startsWith("bounds    none: at least 10 rates are needed before the training breaks, there are ")
                .doesNotContain("Next:");
        assertThat(names(folder)).hasSize(4);
    }

    @Test
    void rangeTest_fewExamples_saysThatItTellsLittle() throws IOException {
        Path table = folder.resolve("few.csv");
        Files.writeString(
                table,
                "x,kind\n"
                        + IntStream.range(0, 60)
                                .mapToObj(row -> row + (row % 2 == 0 ? ",a\n" : ",b\n"))
                                .collect(Collectors.joining()));

        CommandRun run = CommandRun.of(
                "range-test",
                "--data",
                "csv:" + table,
                "--out",
                folder.resolve("few").toString());

        assertThat(run.err())
                .isEqualTo("note: a range test of 200 iterations goes 100 times over the 44 examples to train on, so it"
                        + " tells little of the rate: hold what it suggests against the usual 0.1\n");
        assertThat(run.status()).isZero();
    }

    @Test
    void rangeTest_onValidationEpochByEpochLinearly_hasAPointARate() throws IOException {
        CommandRun run = CommandRun.of(
                "range-test",
                "--batch",
                "200",
                "--iterations",
                "100",
                "--per-rate",
                "epoch",
                "--linear",
                "--on-validation",
                "--from",
                "0.01",
                "--to",
                "0.14",
                "--out",
                folder.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        // 1,293 examples are 7 batches; 100 iterations are 14 times that and 2 more, which make no rate of their own.
        List<String> curve = Files.readAllLines(folder.resolve("curve.csv"));
        assertThat(curve).hasSize(1 + 14);
        for (int point = 0; point < 14; point++) {
            String[] cells = curve.get(point + 1).split(",", -1);
            assertThat(cells[0]).isEqualTo("" + (7 * point + 6));
            assertThat(Double.parseDouble(cells[1])).isCloseTo(0.01 * (point + 1), within(1e-12));
            assertThat(145 * Double.parseDouble(cells[4]) + 0.5)
                    .isCloseTo(Math.round(145 * Double.parseDouble(cells[4])) + 0.5, within(1e-9));
        }
        assertThat(run.out()).contains("Next:     snapshot train --batch 200 --schedule ");
    }

    @Test
    void rangeTest_contradictingSweep_isRefused() {
        assertThat(refusal("--iterations", "3", "--per-rate", "2"))
                .isEqualTo("--iterations must be at least 4, for two rates of 2 iterations, was 3");
        assertThat(refusal("--iterations", "1")).isEqualTo("--iterations must be at least 2, was 1");
        assertThat(refusal("--on-validation", "--validation", "0"))
                .isEqualTo("--on-validation: there is no validation part, --validation must be above 0");
        assertThat(refusal("--from", "1", "--to", "0.1"))
                .isEqualTo("--from must be less than --to, was 1.0, --to was 0.1");
        assertThat(refusal("--per-rate", "0"))
                .isEqualTo("--per-rate must be a whole number from 1 to 999999999, or epoch, was '0'");
    }

    private String refusal(String... options) {
        String[] all = Stream.concat(
                        Stream.of("range-test", "--out", folder.resolve("none").toString()), Stream.of(options))
                .toArray(String[]::new);
        CommandRun run = CommandRun.of(all);
        assertThat(run.status()).isEqualTo(2);
        return run.err().replaceFirst("^snapshot range-test: ", "").stripTrailing();
    }

    @Test
    void rangeTest_outIsAFile_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "a");

        CommandRun run = CommandRun.of("range-test", "--out", file.toString());

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("snapshot range-test: --out: " + file + ": must be a folder, is a file\n");
    }

    @Test
    void trainApply_dryRun_plansWithTheRateFound() throws IOException {
        CommandRun test = CommandRun.of("range-test", "--out", folder.toString());
        JsonNode suggestion =
                new ObjectMapper().readTree(folder.resolve("suggestion.json").toFile());
        String max = rounded(suggestion.at("/max/rate").asDouble());

        CommandRun plan = CommandRun.of("train", "--apply", "--epochs", "5", "--dry-run");

        assertThat(test.status()).isZero();
        assertThat(plan.err()).startsWith("note: --apply takes the maximum rate " + max + ": ");
        assertThat(plan.out()).contains("schedule     snapshot_cosine(max=" + max + ",total=205,cycles=5)\n");
    }

    @Test
    void schedulePlot_eitherFormat_isAPicture() throws IOException {
        Path svg = folder.resolve("a.svg");
        Path png = folder.resolve("a.PNG");

        CommandRun first = CommandRun.of(
                "schedule", "snapshot_cosine(max=0.1,cycles=3)", "--iterations", "30", "--plot", svg.toString());
        CommandRun second =
                CommandRun.of("schedule", "constant(0.1)", "--iterations", "100000", "--plot", png.toString());

        assertThat(first).isEqualTo(new CommandRun(0, "", ""));
        assertThat(second).isEqualTo(new CommandRun(0, "", ""));
        assertThat(Files.readString(svg)).contains("<svg ");
        assertThat(ImageIO.read(png.toFile()).getHeight()).isEqualTo(2 * 382);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String rounded(double rate) {
        return new BigDecimal(rate)
                .round(new MathContext(2))
                .stripTrailingZeros()
                .toPlainString();
    }
}
