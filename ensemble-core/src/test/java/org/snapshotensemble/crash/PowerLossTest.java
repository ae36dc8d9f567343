package org.snapshotensemble.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snapshotensemble.train.SnapshotTrainer;

/** The machine loses its power after any operation of a training, and leaves any state that POSIX allows. */
class PowerLossTest {

    private static final SmallTraining TRAINING = new SmallTraining(5, 3, 5);
    private static final Path RUN = Path.of("runs", "mine");
    private static final int GONE_ON_WITH = 20;

    @TempDir
    private Path folder;

    private final Promises promises = new Promises();

    @Test
    void anyState_hasAllThatWasPromised() throws IOException {
        List<OperationLog.Loss> losses = log(Care.FULL).losses(disk());
        Map<OperationLog.Loss, List<String>> broken = broken(losses);
        System.err.println("PowerLossTest: " + losses.size() + " states");
        assertThat(losses).hasSizeGreaterThan(150);
        assertThat(broken).isEmpty();
    }

    @Test
    void anyState_canBeGoneOnWithToTheSameBits() throws IOException {
        long seed = Long.getLong("crash.seed", System.nanoTime());
        System.err.println("PowerLossTest: -Dcrash.seed=" + seed);
        Outcome expected = TRAINING.unbroken(folder.resolve("unbroken"));
        List<OperationLog.Loss> losses = new ArrayList<>(log(Care.FULL).losses(disk()));
        Collections.shuffle(losses, new Random(seed));
        for (OperationLog.Loss loss : losses.subList(0, GONE_ON_WITH)) {
            Path left = folder.resolve("left");
            Files.createDirectory(left);
            loss.state().writeTo(left);
            TRAINING.in(left.resolve(RUN)).train(TRAINING.batches());
            assertThat(Outcome.of(left.resolve(RUN)))
                    .as("seed %d, %s", seed, loss)
                    .isEqualTo(expected);
            PathUtils.deleteDirectory(left);
        }
    }

    /** That the check finds what is wrong with a writer that is. */
    @ParameterizedTest
    @CsvSource({
        "FORCES_NO_FILE, not a run's manifest",
        "MOVES_BEFORE_IT_FORCES, not a run's manifest",
        "FORCES_NO_FOLDER, run.json is not there",
        "WRITES_IN_PLACE, not a run's manifest"
    })
    void carelessWriter_isFoundOut(Care care, String finding) throws IOException {
        List<String> found = new ArrayList<>();
        log(care).losses(disk(), PowerLossTest::isTelling, loss -> {
            List<String> broken =
                    broken(loss).stream().filter(what -> what.contains(finding)).toList();
            found.addAll(broken);
            return broken.isEmpty();
        });
        assertThat(found).isNotEmpty();
    }

    /** Where nothing is forced there are too many states to look at after each operation. */
    private static boolean isTelling(FileOperation operation) {
        return operation instanceof FileOperation.Acknowledge
                || operation instanceof FileOperation.Move
                || operation instanceof FileOperation.Truncate;
    }

    private Path disk() {
        return folder.resolve("disk");
    }

    /** A training that is stopped once and gone on with. */
    private OperationLog log(Care care) throws IOException {
        Path root = Files.createDirectory(disk());
        OperationLog log = new OperationLog();
        Path run = WatchedFileSystem.watched(root, log, care).resolve(RUN.toString());
        int half = TRAINING.iterations() / 2;
        int[] asked = {0};
        train(log, TRAINING.in(run).stopWhen(() -> ++asked[0] == half));
        train(log, TRAINING.in(run));
        return log;
    }

    private static void train(OperationLog log, SnapshotTrainer trainer) {
        trainer.observe(SmallTraining.whenSaved(snapshot -> log.acknowledge(Promise.of(snapshot))))
                .train(TRAINING.batches());
    }

    private Map<OperationLog.Loss, List<String>> broken(List<OperationLog.Loss> losses) {
        Map<OperationLog.Loss, List<String>> all = new LinkedHashMap<>();
        for (OperationLog.Loss loss : losses) {
            List<String> broken = broken(loss);
            if (!broken.isEmpty()) {
                all.put(loss, broken);
            }
        }
        return all;
    }

    private List<String> broken(OperationLog.Loss loss) {
        try {
            Path left = Files.createDirectory(folder.resolve("left"));
            loss.state().writeTo(left);
            List<String> broken = promises.broken(left.resolve(RUN), loss.promises());
            PathUtils.deleteDirectory(left);
            return broken;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
