package org.snapshotensemble.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.evaluation.render.SpreadsheetText;
import org.snapshotensemble.network.LikeliestClass;
import org.snapshotensemble.network.OutputKind;
import org.snapshotensemble.snapshot.DataRecord;

/**
 * What a file of predictions says of each example: {@code class,p_A,p_B,…,spread}, of a cascade {@code asked} besides; for regression {@code TARGET,spread},
 * or {@code target_0,spread_0,target_1,spread_1,…} where there are several targets.
 */
sealed interface PredictionColumns {

    /** The columns' names, for predictions like this one. */
    List<String> header(PredictedExamples predicted);

    /** The cells of each example of a batch. */
    List<List<String>> rows(PredictedExamples predicted);

    /**
     * The columns for a run.
     *
     * @param kind what the network's output means
     * @throws IllegalArgumentException if the output is neither classes nor numbers
     */
    static PredictionColumns of(OutputKind kind, DataRecord trained) {
        if (trained.task() == Task.REGRESSION && kind == OutputKind.REGRESSION) {
            return new OfTargets(labelName(trained));
        }
        boolean oneColumn = kind == OutputKind.BINARY && trained.classes().size() == 2;
        if (trained.task() == Task.CLASSIFICATION && (kind == OutputKind.MULTICLASS || oneColumn)) {
            return new OfClasses(trained.classes());
        }
        throw new IllegalArgumentException(
                "the run must give the probabilities of classes or numbers, gives " + kind + " for " + trained.task());
    }

    /** A run of a person's own program may name its data as no source is named. */
    private static Optional<String> labelName(DataRecord trained) {
        try {
            return DataSource.parse(trained.source()).labelName();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * For classification: a column a class, or a single sigmoid, which is the probability of the second of two classes.
     *
     * @param classes their names
     */
    record OfClasses(List<String> classes) implements PredictionColumns {

        @Override
        public List<String> header(PredictedExamples predicted) {
            List<String> header = new ArrayList<>(List.of("class"));
            classes.forEach(name -> header.add("p_" + name));
            header.add("spread");
            predicted.membersAsked().ifPresent(asked -> header.add("asked"));
            return header;
        }

        @Override
        public List<List<String>> rows(PredictedExamples predicted) {
            List<List<String>> rows = new ArrayList<>();
            for (int row = 0; row < predicted.output().size(0); row++) {
                int example = row;
                double[] given = predicted.output().getRow(example).toDoubleVector();
                int chosen = LikeliestClass.of(given);
                double[] probabilities = given.length == 1 ? new double[] {1 - given[0], given[0]} : given;
                List<String> cells = new ArrayList<>();
                cells.add(SpreadsheetText.harmless(classes.get(chosen)));
                for (double probability : probabilities) {
                    cells.add(Double.toString(probability));
                }
                // Of two classes both have the spread of one.
                cells.add(Double.toString(predicted.spread().getDouble(example, given.length == 1 ? 0 : chosen)));
                predicted
                        .membersAsked()
                        .ifPresent(asked -> cells.add(asked.get(example).toString()));
                rows.add(cells);
            }
            return rows;
        }
    }

    /**
     * For regression.
     *
     * @param name what a single target is called, where that is known
     */
    record OfTargets(Optional<String> name) implements PredictionColumns {

        /** The columns beside it, whose names it must not have too. */
        private static final Set<String> OTHERS = Set.of("row", "file", "spread");

        @Override
        public List<String> header(PredictedExamples predicted) {
            long targets = predicted.output().size(1);
            if (targets == 1) {
                String target = name.filter(label -> !OTHERS.contains(label)).orElse("target");
                return List.of(SpreadsheetText.harmless(target), "spread");
            }
            List<String> header = new ArrayList<>();
            for (int target = 0; target < targets; target++) {
                header.add("target_" + target);
                header.add("spread_" + target);
            }
            return header;
        }

        @Override
        public List<List<String>> rows(PredictedExamples predicted) {
            INDArray values = predicted.output();
            INDArray spread = predicted.spread();
            List<List<String>> rows = new ArrayList<>();
            for (int example = 0; example < values.size(0); example++) {
                List<String> cells = new ArrayList<>();
                for (int target = 0; target < values.size(1); target++) {
                    cells.add(Double.toString(values.getDouble(example, target)));
                    cells.add(Double.toString(spread.getDouble(example, target)));
                }
                rows.add(cells);
            }
            return rows;
        }
    }
}
