package org.snapshotensemble.benchmarks.claim;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snapshotensemble.benchmarks.result.MachineDescription;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.Snapshot;

/** Trains cells by the command, each in run folders of its own, in which a broken one goes on. */
final class CellTraining {

    /** The exit status of a training that diverges; but of bad input, too. */
    private static final int REFUSED = 2;

    private final Path command;
    private final DataFiles files;
    private final Path work;
    private final String commit;
    private final CellMeasurement measurement;

    /**
     * Prepares.
     *
     * @param command the script {@code snapshot}
     * @param files where data are that do not come with the command
     * @param work where run folders go
     * @param commit the version of the sources
     * @param measurement what measures
     */
    CellTraining(Path command, DataFiles files, Path work, String commit, CellMeasurement measurement) {
        this.command = command;
        this.files = files;
        this.work = work;
        this.commit = commit;
        this.measurement = measurement;
    }

    /**
     * Trains a cell to its end and measures it. A training that fails by its own fault, as one that diverges, is a result,
     * too.
     *
     * @throws IOException if the command fails by no fault of the cell's, or what it left cannot be read
     */
    CellResult train(Cell cell) throws IOException, InterruptedException {
        double load = currentLoad();
        List<Path> runs = List.of();
        TrainedUnder source = new TrainedUnder(commit, load);
        for (int training = 0; training < cell.trainings().size(); training++) {
            Path run = work.resolve(cell.runName(training));
            Path log = work.resolve(cell.runName(training) + ".log");
            Path told = work.resolve(cell.runName(training) + ".source");
            source = TrainedUnder.read(told).orElse(new TrainedUnder(commit, load));
            boolean trained = isFinished(run);
            if (!trained) {
                source.write(told);
            }
            int status = run(line(cell, training, run, runs), log);
            if (!trained) {
                source = source.atLeast(currentLoad());
                source.write(told);
            }
            Optional<String> failure = status == REFUSED ? failure(run) : Optional.empty();
            if (failure.isPresent()) {
                return result(cell, run, List.of(), failure.get(), source);
            }
            if (status != 0) {
                throw new IOException(
                        cell.id() + ": ended with status " + status + ", see " + log + ": " + lastLine(log));
            }
            runs = Stream.concat(runs.stream(), Stream.of(run)).toList();
        }
        return result(cell, runs.get(runs.size() - 1), runs, "", source);
    }

    private List<String> line(Cell cell, int training, Path run, List<Path> before) throws IOException {
        List<String> line = new ArrayList<>(List.of(command.toString(), "train"));
        line.addAll(List.of("--data", cell.data().option(files, work)));
        line.addAll(List.of("--model", cell.network(), "--seed", String.valueOf(cell.seed())));
        line.addAll(cell.trainings().get(training));
        if (!before.isEmpty()) {
            Run last = Run.open(before.get(before.size() - 1));
            List<Snapshot> snapshots = last.manifest().snapshots();
            line.addAll(List.of(
                    "--init",
                    last.folder()
                            .resolve(snapshots.get(snapshots.size() - 1).file())
                            .toString()));
        }
        line.addAll(List.of("--run", run.toString(), "--resume", "--quiet"));
        return line;
    }

    private static int run(List<String> line, Path log) throws IOException, InterruptedException {
        return new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
    }

    private CellResult result(Cell cell, Path run, List<Path> runs, String failure, TrainedUnder source)
            throws IOException {
        CellMeasurement.Measured measured =
                failure.isEmpty() ? measurement.measure(cell.members(), runs) : CellMeasurement.Measured.nothing();
        return new CellResult(
                cell.data().title(),
                cell.network(),
                cell.recipe(),
                cell.seed(),
                cell.options(),
                RunFolders.in(run).get(0).manifest().schedule(),
                measured.figures(),
                measured.correct(),
                failure,
                source.load(),
                source.commit(),
                MachineDescription.current().processor(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static boolean isFinished(Path run) {
        return Run.isIn(run) && Run.open(run).unfinished().isEmpty();
    }

    private static double currentLoad() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** Why a run was given up, or that of one of its seeds; none where it was not. */
    private static Optional<String> failure(Path folder) throws IOException {
        return Files.isDirectory(folder)
                ? RunFolders.in(folder).stream()
                        .flatMap(run -> run.manifest().failure().stream())
                        .findFirst()
                : Optional.empty();
    }

    private static String lastLine(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    }
}
