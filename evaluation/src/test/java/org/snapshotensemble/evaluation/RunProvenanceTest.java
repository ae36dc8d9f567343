package org.snapshotensemble.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.ensemble.Ensemble;

/** What a report takes from the manifest of its run. */
class RunProvenanceTest {

    @TempDir
    static Path folder;

    private static final BatchSource TEST = BatchSource.inOrder(TinyRuns.classification(50, 3), 50);

    private static Ensemble classifier;

    @BeforeAll
    static void train() {
        classifier = Ensemble.load(TinyRuns.classifier(folder.resolve("classifier")));
    }

    @Test
    void evaluate_provenance_isThatOfTheManifest() {
        Provenance provenance = EnsembleEvaluator.of(classifier).evaluate(TEST).provenance();

        assertThat(provenance.run()).isEqualTo(folder.resolve("classifier").toString());
        assertThat(provenance.unfinished()).isEmpty();
        assertThat(provenance.schedule()).isEqualTo("snapshot_cosine(max=0.1,total=36,cycles=3)");
        assertThat(provenance.seed()).hasValue(5);
        assertThat(provenance.trainingData()).isEqualTo("animals, SHA-256 " + "ab".repeat(32));
        assertThat(provenance.combiner()).isEqualTo("mean");
        assertThat(provenance.versions()).containsEntry("Deeplearning4j", "1.0.0-M2.1");
        assertThat(provenance.machine()).contains(System.getProperty("os.arch"));
        assertThat(provenance.time()).matches("began \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC, took \\d+ s");
    }

    @ParameterizedTest
    @CsvSource({
        "59.4, ', took 59 s'",
        "62, ', took 1 min 02 s'",
        "3600, ', took 1 h 00 min 00 s'",
        "90061, ', took 25 h 01 min 01 s'"
    })
    void time_anyLength_isToTheSecond(double seconds, String length) {
        assertThat(RunProvenance.time(Instant.parse("2026-03-01T12:30:05.9Z"), OptionalDouble.of(seconds)))
                .isEqualTo("began 2026-03-01 12:30:05 UTC" + length);
    }

    @Test
    void time_unknownLength_isWhenItBegan() {
        assertThat(RunProvenance.time(Instant.parse("2026-03-01T12:30:05Z"), OptionalDouble.empty()))
                .isEqualTo("began 2026-03-01 12:30:05 UTC");
    }

    @Test
    void evaluate_classNamesInTheManifest_areThoseOfTheOnlyOutput() {
        Ensemble twoOutputs = Ensemble.load(TinyRuns.twoOutputs(folder.resolve("two-outputs")));
        EnsembleReport one = EnsembleEvaluator.of(classifier).evaluate(TEST);
        EnsembleReport ofTwo =
                EnsembleEvaluator.of(twoOutputs).evaluate(BatchSource.inOrder(TinyRuns.twoOutputs(50, 3), 50));

        assertThat(one.ensemble().perClass()).extracting(ClassMetrics::name).containsExactly("cat", "dog", "owl");
        // Nothing says to which of several outputs the names belong.
        assertThat(ofTwo.ensemble().perClass()).extracting(ClassMetrics::name).containsExactly("0", "1", "2");
    }
}
