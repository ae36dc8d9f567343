package org.snapshotensemble.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.evaluation.crossval.Contender;
import org.snapshotensemble.evaluation.crossval.CrossValidationReport;
import org.snapshotensemble.evaluation.crossval.FoldEnsemble;
import org.snapshotensemble.evaluation.crossval.Measure;

class CrossValidatedFoldsTest {

    @TempDir
    Path folder;

    @Test
    void folds_areTrainedMeasuredAndLoadedTogether() throws IOException {
        LabelledData digits = DataSource.parse("digits").load();
        CrossValidationReport report = CrossValidatedFolds.crossValidate(digits, folder, 2, 2);
        assertThat(report.examples()).isEqualTo(1797);
        assertThat(report.pooled().value(Contender.ENSEMBLE, Measure.ACCURACY)).isGreaterThan(0.85);
        try (FoldEnsemble folds = FoldEnsemble.load(folder)) {
            assertThat(folds.size()).isEqualTo(10);
            assertThat(folds.predict(digits.rows(new int[] {0, 1}).features()).classes())
                    .hasSize(2);
        }
    }
}
