package org.snapshotensemble.benchmarks.claim;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a cell, as it stands in the results' file.
 *
 * @param data as the cell has it
 * @param network as the cell has it
 * @param recipe as the cell has it
 * @param seed as the cell has it
 * @param options as the cell has them: with others it is another cell
 * @param schedule the text form of the last training's schedule
 * @param figures by name, such as {@code ensemble.accuracy}; empty where it failed
 * @param correct which test examples are predicted right, as {@link CorrectExamples} writes it; empty where it failed
 * @param failure why there are no figures; empty where there are
 * @param load of the machine in the minute before or in its own last one, the higher: seconds are worth something where it
 *     is below {@link ResultsTable#QUIET}
 * @param commit the version of the sources
 * @param machine the processor
 * @param date when it ended, as ISO 8601 has it
 */
record CellResult(
        String data,
        String network,
        String recipe,
        long seed,
        List<String> options,
        String schedule,
        Map<String, Double> figures,
        String correct,
        String failure,
        double load,
        String commit,
        String machine,
        String date) {

    /** Fractions of the test examples, losses in nats, seconds of training. */
    static final String ACCURACY = "ensemble.accuracy";

    static final String LOG_LOSS = "ensemble.logLoss";
    static final String TEMPERED_LOG_LOSS = "ensemble.temperedLogLoss";
    static final String LAST_ACCURACY = "last.accuracy";
    static final String MEMBERS = "members";
    static final String SECONDS = "training.seconds";
    static final String PREDICTION_SECONDS = "prediction.seconds";
    static final String VALIDATION_ACCURACY = "validation.accuracy";

    CellResult {
        options = List.copyOf(options);
        figures = Collections.unmodifiableMap(new TreeMap<>(figures));
    }

    /**
     * The share of the test examples that is predicted right.
     *
     * @throws IllegalStateException if it failed
     */
    double accuracy() {
        return figure(ACCURACY);
    }

    /** The share that the last member alone predicts right; as {@link #accuracy}. */
    double lastAccuracy() {
        return figure(LAST_ACCURACY);
    }

    /** In nats; as {@link #accuracy}. */
    double logLoss() {
        return figure(LOG_LOSS);
    }

    /** In nats, at the temperature that was fitted on validation data. */
    double temperedLogLoss() {
        return figure(TEMPERED_LOG_LOSS);
    }

    private double figure(String name) {
        Double figure = figures.get(name);
        if (figure == null) {
            throw new IllegalStateException(recipe + " has no " + name + ": " + failure);
        }
        return figure;
    }

    /** Whether it is of this cell. */
    boolean isOf(Cell cell) {
        return data.equals(cell.data().title())
                && network.equals(cell.network())
                && recipe.equals(cell.recipe())
                && seed == cell.seed()
                && options.equals(cell.options());
    }
}
