package org.snapshotensemble.evaluation;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.adapter.SingletonMultiDataSetIterator;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.NonFiniteAnswersException;

/** What cannot be measured is refused, with the row and the rule. */
class EnsembleEvaluatorRefusalTest {

    @TempDir
    static Path folder;

    private static final MultiDataSet TEST = TinyRuns.classification(50, 3);

    private static Ensemble classifier;

    @BeforeAll
    static void train() {
        classifier = Ensemble.load(TinyRuns.classifier(folder.resolve("classifier")));
    }

    @Test
    void evaluate_labelThatIsNoClass_namesItsRowOverAllBatches() {
        MultiDataSet data = TinyRuns.classification(50, 3);
        data.getLabels(0).putScalar(33, 0, Float.NaN);

        assertThatThrownBy(() -> EnsembleEvaluator.of(classifier).evaluate(BatchSource.inOrder(data, 20)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("row 33: label must be one-hot (a single 1, the rest 0), was [NaN, ");
    }

    @Test
    void evaluate_validationDataThatCannotBeMeasured_areNamed() {
        MultiDataSet data = TinyRuns.classification(50, 3);
        data.getLabels(0).putScalar(33, 0, Float.NaN);

        assertThatThrownBy(() -> EnsembleEvaluator.of(classifier)
                        .temperaturesOn(BatchSource.inOrder(data, 20))
                        .evaluate(BatchSource.inOrder(TEST, 20)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "validation data: row 33: label must be one-hot (a single 1, the rest 0), was [");
        assertThatThrownBy(() -> EnsembleEvaluator.of(classifier)
                        .temperaturesOn(new ExistingDataSetIterator(List.of()))
                        .evaluate(BatchSource.inOrder(TEST, 20)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("validation data: there must be >= 1 example, were 0");
    }

    @Test
    void evaluate_labelsOfAnotherShape_areRefused() {
        MultiDataSet data = TinyRuns.regression(50, 3);

        assertThatThrownBy(() -> EnsembleEvaluator.of(classifier).evaluate(BatchSource.inOrder(data, 20)))
                .hasMessage("row 0: label must have 3 columns, had 2");
    }

    @Test
    void evaluate_noExample_isRefused() {
        DataSetIterator none = new ExistingDataSetIterator(List.of());

        assertThatThrownBy(() -> EnsembleEvaluator.evaluate(classifier, none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the data must have >= 1 example, had 0");
    }

    @Test
    void evaluate_independentLabels_areRefused() {
        Ensemble ensemble = Ensemble.load(TinyRuns.multiLabel(folder.resolve("multi-label")));

        assertThatThrownBy(() -> EnsembleEvaluator.of(ensemble).evaluate(BatchSource.inOrder(TEST, 20)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("output 0 must predict one class an example or real values to be measured,"
                        + " predicts independent labels");
    }

    @Test
    void evaluate_series_isRefused() {
        Ensemble ensemble = Ensemble.load(TinyRuns.series(folder.resolve("series")));

        assertThatThrownBy(() -> EnsembleEvaluator.of(ensemble).evaluate(BatchSource.inOrder(TinyRuns.series(), 6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("output 0 must be [examples, columns] to be measured, was [6, 2, 5]:"
                        + " a series or an image is not one example");
    }

    @Test
    void evaluate_baselineOfAnotherTask_isRefused() {
        Ensemble regression = Ensemble.load(TinyRuns.regression(folder.resolve("regression")));

        assertThatThrownBy(() -> EnsembleEvaluator.of(classifier)
                        .baseline("other", regression)
                        .evaluate(BatchSource.inOrder(TEST, 50)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("baseline other must predict MULTICLASS at output 0 as the ensemble does, does not");
        assertThatThrownBy(() -> EnsembleEvaluator.of(classifier).baseline(" ", classifier))
                .hasMessage("baseline's name must not be blank, was \" \"");
        assertThatThrownBy(() -> EnsembleEvaluator.of(classifier).baseline("last", classifier))
                .hasMessage("baseline's name must be its own, \"last\" is that of another model");
        assertThatThrownBy(() -> EnsembleEvaluator.of(classifier)
                        .baseline("other", classifier)
                        .baseline("other", classifier))
                .hasMessage("baseline's name must be its own, \"other\" is that of another model");
    }

    /** The classifier's own units are bounded. */
    @Test
    void evaluate_baselineThatOverflows_isNamed() {
        MultiDataSet data = TinyRuns.classification(50, 3);
        data.getFeatures(0).getRow(33).assign(3e38);
        Ensemble adding = Ensemble.load(TinyRuns.adding(folder.resolve("adding")));

        assertThatThrownBy(() -> EnsembleEvaluator.of(classifier)
                        .baseline("adding", adding)
                        .evaluate(BatchSource.inOrder(data, 20)))
                .isInstanceOf(NonFiniteAnswersException.class)
                .hasMessageStartingWith("the answers of baseline adding must be finite, were ")
                .hasMessageContaining(" for row 33; ");
    }

    @Test
    void evaluate_maskOfEverythingOrOfColumns_isRefused() {
        MultiDataSet data = TinyRuns.classification(50, 3);
        data.setLabelsMaskArray(new INDArray[] {Nd4j.zeros(50, 1)});
        assertThatThrownBy(() -> EnsembleEvaluator.evaluate(classifier, new SingletonMultiDataSetIterator(data)))
                .hasMessage("the data must have >= 1 example that is not masked, had 0");
        data.setLabelsMaskArray(new INDArray[] {Nd4j.ones(50, 3)});
        assertThatThrownBy(() -> EnsembleEvaluator.evaluate(classifier, new SingletonMultiDataSetIterator(data)))
                .hasMessage("label mask of output 0 must have one value an example, 50, had [50, 3]");
    }
}
