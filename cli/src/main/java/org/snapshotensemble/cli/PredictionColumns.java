package org.snapshotensemble.cli;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.ensemble.Prediction;
import org.snapshotensemble.evaluation.render.SpreadsheetText;
import org.snapshotensemble.network.OutputKind;
import org.snapshotensemble.snapshot.DataRecord;

/**
 * The columns of a file of predictions: {@code row,class,p_A,p_B,…,spread}, or {@code row,TARGET,spread} for regression.
 */
sealed interface PredictionColumns {

    /** The columns' names. */
    List<String> header();

    /**
     * The cells of each example of a batch.
     *
     * @param first the number of the batch's first row, from 0
     */
    List<List<String>> rows(long first, Prediction prediction);

    /**
     * The columns for a run.
     *
     * @param kind what the network's output means
     * @throws IllegalArgumentException if the output is neither classes nor one number
     */
    static PredictionColumns of(OutputKind kind, DataRecord trained) {
        if (trained.task() == Task.CLASSIFICATION && kind == OutputKind.MULTICLASS) {
            return new OfClasses(trained.classes());
        }
        if (trained.task() == Task.REGRESSION && kind == OutputKind.REGRESSION) {
            return new OfTarget(DataSource.parse(trained.source()).labelName().orElse("target"));
        }
        throw new IllegalArgumentException(
                "the run must give the probabilities of classes or a number, gives " + kind + " for " + trained.task());
    }

    /** For classification. */
    record OfClasses(List<String> classes) implements PredictionColumns {

        @Override
        public List<String> header() {
            List<String> header = new ArrayList<>(List.of("row", "class"));
            classes.forEach(name -> header.add("p_" + name));
            header.add("spread");
            return header;
        }

        @Override
        public List<List<String>> rows(long first, Prediction prediction) {
            INDArray probabilities = prediction.exactOutput(0);
            INDArray spread = prediction.spread();
            int[] chosen = prediction.classes();
            List<List<String>> rows = new ArrayList<>();
            for (int example = 0; example < chosen.length; example++) {
                List<String> cells = new ArrayList<>();
                cells.add(Long.toString(first + example));
                cells.add(SpreadsheetText.harmless(classes.get(chosen[example])));
                for (int column = 0; column < classes.size(); column++) {
                    cells.add(Double.toString(probabilities.getDouble(example, column)));
                }
                cells.add(Double.toString(spread.getDouble(example, chosen[example])));
                rows.add(cells);
            }
            return rows;
        }
    }

    /** For the regression of one number. */
    record OfTarget(String name) implements PredictionColumns {

        @Override
        public List<String> header() {
            return List.of("row", SpreadsheetText.harmless(name), "spread");
        }

        @Override
        public List<List<String>> rows(long first, Prediction prediction) {
            INDArray values = prediction.exactOutput(0);
            INDArray spread = prediction.spread();
            List<List<String>> rows = new ArrayList<>();
            for (int example = 0; example < values.size(0); example++) {
                rows.add(List.of(
                        Long.toString(first + example),
                        Double.toString(values.getDouble(example, 0)),
                        Double.toString(spread.getDouble(example, 0))));
            }
            return rows;
        }
    }
}
