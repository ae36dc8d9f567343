package org.snapshotensemble.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.Ints;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.schedule.Schedules;
import org.snapshotensemble.testing.Bits;
import org.snapshotensemble.testing.ProcessState;
import org.snapshotensemble.testing.TestNetworks;
import org.snapshotensemble.train.SnapshotTrainer;

/**
 * A service: eight threads ask an ensemble for long while others are loaded and closed beside it. {@code -Dservice.seconds}
 * says for how long; {@code -Dservice.seed} asks the same.
 */
final class ServiceTest {

    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("service.seconds", 3));
    private static final long SEED = Long.getLong("service.seed", System.nanoTime());

    private static final int CALLERS = 8;
    private static final int INPUTS = 60;
    private static final int MOST_EXAMPLES = 300;

    /** What the system may give the process more after a third of the time, for other pieces of memory than before. */
    private static final long MOST_GROWTH = 128L << 20;

    @TempDir
    private Path folder;

    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong refusals = new AtomicLong();
    private final AtomicLong loads = new AtomicLong();

    private Path trained(String name, Model model, DataSet data) {
        return SnapshotTrainer.of(model, Schedules.snapshotCosine(0.1, 12, 3))
                .saveTo(folder.resolve(name))
                .epochs(3)
                .train(BatchSource.shuffled(data.getFeatures(), data.getLabels(), 8, 3))
                .folder();
    }

    /** An input and the bits of the members' answers when nothing else goes on. */
    private record Question(INDArray features, List<Integer> bits) {}

    private static List<Integer> bits(Ensemble ensemble, INDArray features) {
        return Ints.asList(Bits.of(ensemble.predict(features).members()));
    }

    private static List<Question> questions(Ensemble ensemble) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Question> questions = new ArrayList<>();
        for (int input = 0; input < INPUTS; input++) {
            int examples = input == 0 ? MOST_EXAMPLES : random.nextInt(1, MOST_EXAMPLES + 1);
            INDArray features = TestNetworks.images(examples, input).getFeatures();
            questions.add(new Question(features, bits(ensemble, features)));
        }
        return questions;
    }

    @Test
    void eightCallers_whileOthersComeAndGo_getTheirBitsAndLeaveNothing() throws Exception {
        System.err.println("ServiceTest: -Dservice.seed=" + SEED);
        Path images =
                trained("images", TestNetworks.convolutional(new Nesterovs(0.1, 0.9)), TestNetworks.images(29, 1));
        Path rows = trained("rows", TestNetworks.graph(new Nesterovs(0.1, 0.9)), TestNetworks.classification(29, 1));
        Ensemble.load(rows).close();
        Set<String> threadsBefore = ProcessState.threads();
        long grown;
        List<Thread> callers = new CopyOnWriteArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(CALLERS + 1, work -> {
            Thread caller = new Thread(work);
            callers.add(caller);
            return caller;
        });
        try (Ensemble ensemble = Ensemble.load(images)) {
            List<Question> questions = questions(ensemble);
            serve(threads, ensemble, questions, rows, LENGTH.dividedBy(3));
            long early = ProcessState.nativeBytes();
            serve(threads, ensemble, questions, rows, LENGTH.multipliedBy(2).dividedBy(3));
            grown = ProcessState.nativeBytes() - early;
        } finally {
            threads.shutdownNow();
            // A pool is terminated a moment before its last thread has ended.
            for (Thread caller : callers) {
                caller.join(Duration.ofMinutes(1).toMillis());
            }
        }
        System.err.printf(
                "ServiceTest: %d answers, %d refusals, %d ensembles loaded and closed, %+.1f MB%n",
                answers.get(), refusals.get(), loads.get(), grown / 1e6);
        assertThat(grown).as("bytes that the process has grown").isLessThan(MOST_GROWTH);
        assertThat(ProcessState.threads()).isSubsetOf(threadsBefore);
        assertThat(ProcessState.openFilesIn(folder)).isEmpty();
        assertThat(List.of(answers.get(), refusals.get(), loads.get())).allMatch(count -> count > 0);
    }

    /** Lets all of them work for so long; an assertion of any of them fails the test. */
    private void serve(
            ExecutorService threads, Ensemble ensemble, List<Question> questions, Path other, Duration length)
            throws Exception {
        long end = System.nanoTime() + length.toNanos();
        List<Future<?>> work = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            SplittableRandom random = new SplittableRandom(SEED + caller);
            work.add(threads.submit(() -> {
                do {
                    ask(ensemble, questions.get(random.nextInt(INPUTS)), random);
                } while (System.nanoTime() < end);
            }));
        }
        work.add(threads.submit(() -> {
            do {
                loadAskAndClose(other);
            } while (System.nanoTime() < end);
        }));
        for (Future<?> one : work) {
            one.get();
        }
    }

    private void ask(Ensemble ensemble, Question question, SplittableRandom random) {
        if (random.nextInt(20) == 0 || refusals.get() == 0) {
            INDArray damaged = question.features().dup();
            long row = random.nextLong(damaged.size(0));
            damaged.putScalar(new long[] {row, 1, 2, 3}, Float.NaN);
            assertThatThrownBy(() -> ensemble.predict(damaged))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("features 0 must be finite, were NaN or infinite in row " + row);
            INDArray narrow = Nd4j.zeros(DataType.FLOAT, question.features().size(0), 3, 8, 8);
            assertThatThrownBy(() -> ensemble.predict(narrow))
                    .isInstanceOf(RuntimeException.class)
                    .hasMessageContaining("3")
                    .hasMessageContaining("2");
            refusals.incrementAndGet();
        }
        assertThat(bits(ensemble, question.features()))
                .as("seed %d, %d examples", SEED, question.features().size(0))
                .isEqualTo(question.bits());
        answers.incrementAndGet();
    }

    private void loadAskAndClose(Path run) {
        INDArray features = TestNetworks.classification(200, 5).getFeatures();
        try (Ensemble ensemble = Ensemble.load(run);
                Ensemble inTurn = Ensemble.loadInTurn(run)) {
            assertThat(bits(ensemble, features)).isEqualTo(bits(inTurn, features));
        }
        loads.incrementAndGet();
    }
}
