package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snapshotensemble.validation.Temperature;

/**
 * Gathers what the compared models say of validation data, and fits a temperature to each. It keeps eight bytes a compared
 * model, example and class.
 */
final class TemperatureFit {

    private final Lineup lineup;
    private final ClassLabels labels;
    private final Map<Integer, List<double[]>> answers = new HashMap<>();
    private final ImmutableIntArray.Builder classes = ImmutableIntArray.builder();
    private int examples;

    TemperatureFit(Lineup lineup, ClassLabels labels) {
        this.lineup = lineup;
        this.labels = labels;
        lineup.compared().forEach(model -> answers.put(model, new ArrayList<>()));
    }

    /**
     * Takes in one example.
     *
     * @param label the row of the labels
     * @param predictions {@code [model][column]}, the row of each model's output
     * @throws IllegalArgumentException if the label names no class, or a prediction is not finite
     */
    void add(double[] label, double[][] predictions) {
        classes.add(labels.classOf(label, examples));
        answers.forEach((model, rows) -> {
            double[] probabilities = labels.probabilities(predictions[model]);
            ClassificationTally.requireFinite(lineup.models().get(model), examples, probabilities);
            rows.add(probabilities);
        });
        examples++;
    }

    /**
     * Fits.
     *
     * @throws IllegalArgumentException if there was no example
     */
    Temperatures fitted() {
        checkArgument(examples > 0, "there must be >= 1 example, were 0");
        int[] truth = classes.build().toArray();
        Map<Integer, Temperature> fitted = new HashMap<>();
        answers.forEach((model, rows) -> fitted.put(model, Temperature.of(rows.toArray(new double[0][]), truth)));
        return new Temperatures(fitted);
    }
}
