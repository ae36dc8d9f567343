package org.snapshotensemble.evaluation;

import com.google.common.collect.ImmutableList;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.apache.commons.numbers.core.Sum;

/** One regression model's errors, gathered example by example. */
final class RegressionTally {

    private final String name;
    private final Sum[] squares;
    private final Sum[] magnitudes;
    private final DoubleStream.Builder meanSquares = DoubleStream.builder();
    private int examples;

    RegressionTally(String name, int columns) {
        this.name = name;
        squares = Stream.generate(Sum::create).limit(columns).toArray(Sum[]::new);
        magnitudes = Stream.generate(Sum::create).limit(columns).toArray(Sum[]::new);
    }

    /**
     * Counts one example.
     *
     * @param label one value a column
     * @param prediction one value a column
     * @throws IllegalArgumentException if a prediction is not finite
     */
    void add(double[] label, double[] prediction) {
        Sum square = Sum.create();
        for (int column = 0; column < squares.length; column++) {
            if (!Double.isFinite(prediction[column])) {
                throw new IllegalArgumentException("%s, row %s: prediction of column %s must be finite, was %s"
                        .formatted(name, examples, column, prediction[column]));
            }
            double error = prediction[column] - label[column];
            squares[column].addProduct(error, error);
            magnitudes[column].add(Math.abs(error));
            square.addProduct(error, error);
        }
        meanSquares.add(square.getAsDouble() / squares.length);
        examples++;
    }

    /** The mean squared error of each example over its columns, in order. To be called once, when all are counted. */
    double[] meanSquares() {
        return meanSquares.build().toArray();
    }

    /**
     * The figures so far.
     *
     * @param labels the names and the variation of the label columns
     * @param rmseInterval the interval of the RMSE over all columns
     */
    RegressionMetrics metrics(LabelVariation labels, Interval rmseInterval) {
        ImmutableList.Builder<ColumnMetrics> perColumn = ImmutableList.builder();
        Sum allSquares = Sum.create();
        Sum allMagnitudes = Sum.create();
        Sum allR2 = Sum.create();
        for (int column = 0; column < squares.length; column++) {
            double square = squares[column].getAsDouble();
            double magnitude = magnitudes[column].getAsDouble();
            double r2 = r2(square, labels.squaredDeviations().get(column));
            perColumn.add(new ColumnMetrics(
                    labels.names().get(column), Math.sqrt(square / examples), magnitude / examples, r2));
            allSquares.add(square);
            allMagnitudes.add(magnitude);
            allR2.add(r2);
        }
        double values = (double) examples * squares.length;
        return new RegressionMetrics(
                examples,
                Math.sqrt(allSquares.getAsDouble() / values),
                rmseInterval,
                allMagnitudes.getAsDouble() / values,
                allR2.getAsDouble() / squares.length,
                perColumn.build());
    }

    private static double r2(double squaredError, double squaredDeviation) {
        if (squaredDeviation == 0) {
            return squaredError == 0 ? 1 : 0;
        }
        return 1 - squaredError / squaredDeviation;
    }
}
