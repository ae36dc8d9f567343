package org.snapshotensemble.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
