package org.snapshotensemble.evaluation.crossval;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * What each example's own fold says of it: predictions by members that were not trained on it, unless the folds continue
 * each other.
 */
public final class OutOfFoldPredictions {

    private final double[][] outputs;
    private final int[] foldOf;

    OutOfFoldPredictions(double[][] outputs, int[] foldOf) {
        this.outputs = outputs;
        this.foldOf = foldOf;
    }

    /** The number of examples. */
    public int size() {
        return outputs.length;
    }

    /**
     * The ensemble's answer to an example, {@code [classes]} or {@code [targets]}, targets in their own unit.
     *
     * @param row the example's place in the data, from 0
     */
    public double[] output(int row) {
        return outputs[row].clone();
    }

    /** The fold that measured an example, from 0. */
    public int fold(int row) {
        return foldOf[row];
    }

    /** Gathers them fold by fold. */
    static final class Gathering {

        private final double[][] outputs;
        private final int[] foldOf;

        Gathering(int examples) {
            outputs = new double[examples][];
            foldOf = new int[examples];
        }

        /** Several folds may be put at once. */
        synchronized void put(int fold, int[] rows, double[][] answers) {
            checkArgument(rows.length == answers.length, "answers must be %s, were %s", rows.length, answers.length);
            for (int i = 0; i < rows.length; i++) {
                outputs[rows[i]] = answers[i];
                foldOf[rows[i]] = fold;
            }
        }

        OutOfFoldPredictions all() {
            return new OutOfFoldPredictions(outputs, foldOf);
        }
    }
}
