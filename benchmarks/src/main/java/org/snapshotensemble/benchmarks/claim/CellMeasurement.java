package org.snapshotensemble.benchmarks.claim;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Measures what trainings have left, on the test data. */
@FunctionalInterface
interface CellMeasurement {

    /**
     * Measures.
     *
     * @param members what predicts
     * @param runs the folders of a cell's trainings, in order
     */
    Measured measure(Cell.PredictingMembers members, List<Path> runs) throws IOException;

    /**
     * What came of it.
     *
     * @param figures by their names in {@link CellResult}
     * @param correct which test examples are predicted right, as {@link CorrectExamples} writes it
     */
    record Measured(Map<String, Double> figures, String correct) {

        static Measured nothing() {
            return new Measured(Map.of(), "");
        }
    }
}
