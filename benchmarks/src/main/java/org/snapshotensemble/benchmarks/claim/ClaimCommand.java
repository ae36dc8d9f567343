package org.snapshotensemble.benchmarks.claim;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.snapshotensemble.evaluation.render.file.PictureFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Trains the cells of a grid that are not finished, and writes the table. */
@Command(
        name = "benchmarks/claim/run",
        sortOptions = false,
        description =
                "Trains a grid of data, networks, recipes and seeds by the command snapshot, and writes what came of it"
                        + " as JSON, CSV and a table. What is finished is kept: interrupted, it goes on where it stopped.")
final class ClaimCommand implements Callable<Integer> {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    @Option(names = "--grid", paramLabel = "NAME", required = true, description = "The grid: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init")
    private Grid grid;

    @Option(
            names = "--only",
            paramLabel = "TEXT",
            defaultValue = "",
            description =
                    "Trains the cells alone in whose names this is, in whole parts, such as fashion-10000-cnn or seed-1.")
    private String only = "";

    @Option(
            names = "--fashion",
            paramLabel = "DIR",
            defaultValue = "/usr/share/datasets/fashion-mnist",
            description = "The four files of Fashion-MNIST, as Debian's dataset-fashion-mnist has them. Default:"
                    + " ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private Path fashion;

    @Option(
            names = "--cancer",
            paramLabel = "FILE",
            defaultValue = "/usr/lib/python3/dist-packages/sklearn/datasets/data/breast_cancer.csv",
            description =
                    "The breast cancer data, as Debian's python3-sklearn-lib has them. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init")
    private Path cancer;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this help.")
    @SuppressWarnings("unused")
    private boolean help;

    @Option(names = "--root", hidden = true, required = true, description = "The folder of the project.")
    @SuppressWarnings("NullAway.Init")
    private Path root;

    @Option(names = "--commit", hidden = true, defaultValue = "unknown", description = "The version of the sources.")
    private String commit = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        String name = grid.name().toLowerCase(Locale.ROOT);
        Path folder = Files.createDirectories(root.resolve("benchmarks/claim/results"));
        Path work = Files.createDirectories(root.resolve("benchmarks/target/claim"));
        List<Cell> cells = grid.cells();
        ResultsFile results = new ResultsFile(folder.resolve(name + ".json"));
        CellTraining training = new CellTraining(
                root.resolve("snapshot"), new DataFiles(fashion, cancer), work, commit, new RunMeasurement());
        for (int index = 0; index < cells.size(); index++) {
            Cell cell = cells.get(index);
            if (results.of(cell).isPresent() || !cell.isNamed(only)) {
                continue;
            }
            awaitQuiet();
            CellResult result = training.train(cell);
            results.add(result, cells);
            System.err.println((index + 1) + " of " + cells.size() + ", " + cell.id() + ": "
                    + (result.failure().isEmpty() ? result.figures() : result.failure()));
            write(folder, name, results.of(cells));
        }
        write(folder, name, results.of(cells));
        new PrintStream(System.out, true, StandardCharsets.UTF_8).print(new ResultsTable(results.of(cells)).markdown());
        return 0;
    }

    /** Lets what ran before, a build most of all, fade from the machine's load: a cell's seconds are doubted by it. */
    private static void awaitQuiet() throws InterruptedException {
        OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (machine.getSystemLoadAverage() > ResultsTable.QUIET && System.nanoTime() < end) {
            Thread.sleep(Duration.ofSeconds(1).toMillis());
        }
    }

    private void write(Path folder, String name, List<CellResult> results) throws IOException {
        ResultsTable table = new ResultsTable(results);
        Files.writeString(folder.resolve(name + ".csv"), table.csv());
        if (grid != Grid.CLAIM) {
            Files.writeString(folder.resolve(name + ".md"), table.markdown());
            return;
        }
        ClaimPage page = new ClaimPage(results);
        Files.writeString(folder.resolve(name + ".md"), page.markdown());
        for (Map.Entry<String, PictureFile> picture : page.pictures().entrySet()) {
            Files.write(folder.resolve(picture.getKey()), picture.getValue().svgBytes());
        }
    }
}
