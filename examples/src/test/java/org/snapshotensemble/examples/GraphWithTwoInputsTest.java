package org.snapshotensemble.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.evaluation.EnsembleReport;

class GraphWithTwoInputsTest {

    @TempDir
    Path folder;

    @Test
    void fewEpochs_readDigitsFromBothHalvesAndNotFromOne() throws IOException {
        Path run = folder.resolve("run");
        EnsembleReport report = GraphWithTwoInputs.trainAndEvaluate(run, 6);
        assertThat(report.members()).hasSize(3);
        assertThat(report.ensemble().accuracy()).isGreaterThan(0.9);

        MultiDataSet test =
                GraphWithTwoInputs.halves(GraphWithTwoInputs.digits().test());
        int[] labels = test.getLabels(0).argMax(1).toIntVector();
        INDArray upper = test.getFeatures(0);
        INDArray lower = test.getFeatures(1);
        try (Ensemble ensemble = Ensemble.load(run)) {
            double both = right(GraphWithTwoInputs.classes(ensemble, upper, lower), labels);
            double blind = right(GraphWithTwoInputs.classes(ensemble, upper, lower.mul(0)), labels);
            assertThat(both / labels.length).isEqualTo(report.ensemble().accuracy());
            assertThat(blind).isLessThan(both);
        }
    }

    private static double right(int[] classes, int[] labels) {
        int right = 0;
        for (int example = 0; example < labels.length; example++) {
            right += classes[example] == labels[example] ? 1 : 0;
        }
        return right;
    }
}
