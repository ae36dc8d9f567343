package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import org.snapshotensemble.evaluation.calibration.Calibration;

/**
 * An ensemble's figures at a temperature that was fitted on validation data. Its classes, and so its accuracy, are the same.
 *
 * @param temperature the temperature, above 0; above 1 the ensemble was too sure of itself
 * @param logLoss the log loss at this temperature
 * @param calibration the calibration at this temperature
 */
public record TemperedFigures(double temperature, double logLoss, Calibration calibration) {

    public TemperedFigures {
        checkArgument(temperature > 0, "temperature must be > 0, was %s", temperature);
    }
}
