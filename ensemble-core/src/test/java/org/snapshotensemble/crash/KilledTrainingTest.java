package org.snapshotensemble.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training that is killed again and again, in the middle of an operation on a file or at any moment, and gone on with. With
 * {@code -Dcrash.kills=50} it is killed so often; {@code -Dcrash.seed} repeats the moments.
 */
@Timeout(900)
class KilledTrainingTest {

    private static final int KILLS = Integer.getInteger("crash.kills", 10);
    private static final SmallTraining TRAINING = new SmallTraining(100, 40, 7);

    /** Some more than a checkpoint and a snapshot take. */
    private static final int OPERATIONS = 60;

    /** The shell's number for a process that was killed. */
    private static final int KILLED = 137;

    private static final long LONGEST_MILLIS = 250;

    @TempDir
    private Path folder;

    private final Promises promises = new Promises();
    private final List<Promise> told = new ArrayList<>();
    private int goneOn;

    @Test
    void killedAtAnyMoment_keepsItsPromisesAndEndsWithTheSameBits() throws IOException, InterruptedException {
        long seed = Long.getLong("crash.seed", System.nanoTime());
        System.err.println("KilledTrainingTest: -Dcrash.seed=" + seed);
        Random random = new Random(seed);
        Outcome expected = TRAINING.unbroken(folder.resolve("unbroken"));

        Path run = folder.resolve("run-0");
        int runs = 1;
        int insideOperations = 0;
        int kills = 0;
        while (kills < KILLS) {
            String standing = kills % 2 == 0 ? Integer.toString(1 + random.nextInt(OPERATIONS)) : TrainingProgram.NEVER;
            String end = trainAndKill(run, Care.FULL, standing, random.nextLong(LONGEST_MILLIS));
            String what = "seed " + seed + ", kill " + kills + ", " + end;
            assertThat(promises.broken(run, told)).as(what).isEmpty();
            if (end.equals("finished")) {
                assertThat(Outcome.of(run)).as(what).isEqualTo(expected);
                told.clear();
                run = folder.resolve("run-" + runs++);
            } else {
                kills++;
                insideOperations += end.startsWith("stands") ? 1 : 0;
            }
        }
        System.err.println("KilledTrainingTest: " + kills + " times killed, " + insideOperations
                + " times inside an operation on a file, " + runs + " runs, " + told.size() + " snapshots of the last");
        assertThat(goneOn).as("processes that went on from a checkpoint").isPositive();
        TRAINING.in(run).train(TRAINING.batches());
        assertThat(Outcome.of(run)).as("seed %d", seed).isEqualTo(expected);
        try (Stream<Path> files = Files.walk(run)) {
            assertThat(files.filter(file -> file.toString().endsWith(".tmp"))).isEmpty();
        }
    }

    /** That the check finds what is wrong with a writer that is. */
    @Test
    void killedAsItWritesInPlace_isFoundOut() throws IOException, InterruptedException {
        Path run = folder.resolve("run");
        // Of a manifest first the temporary file is written, then in two parts the file itself; this is in the second
        // one.
        String end = trainAndKill(run, Care.WRITES_IN_PLACE, "run.json:5", 0);
        assertThat(end).isEqualTo("stands Write");
        assertThat(promises.broken(run, told))
                .contains(run.resolve("run.json") + ": damaged: its SHA-256 is not the one it carries");
    }

    /** Returns how it ended: {@code finished}, {@code stands} and where, or {@code killed} and when. */
    private String trainAndKill(Path run, Care care, String standing, long millis)
            throws IOException, InterruptedException {
        Path errors = folder.resolve("errors");
        List<String> arguments = TRAINING.arguments(run, care, standing);
        String end = "killed after " + millis + " ms";
        try (TrainingProcess process = TrainingProcess.start(List.of(), errors, arguments)) {
            List<String> line = process.nextLine();
            while (!line.isEmpty()) {
                switch (line.get(0)) {
                    case "started" -> {
                        goneOn += Integer.parseInt(line.get(1)) > 0 ? 1 : 0;
                        if (standing.equals(TrainingProgram.NEVER)) {
                            LockSupport.parkNanos(millis * 1_000_000);
                            process.kill();
                        }
                    }
                    case "saved" -> told.add(new Promise(line.get(1), line.get(2)));
                    case "stands" -> {
                        end = "stands " + line.get(1);
                        process.kill();
                    }
                    case "finished" -> end = "finished";
                    default -> throw new AssertionError(line + "\n" + Files.readString(errors));
                }
                line = process.nextLine();
            }
            int status = process.exitStatus();
            assertThat(status)
                    .as(() -> errorsIn(errors))
                    .isIn(end.equals("finished") ? List.of(0, KILLED) : List.of(KILLED));
        }
        return end;
    }

    private static String errorsIn(Path errors) {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
