package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * What is left of a difference of log losses where each of the two models answers at a temperature of its own: an ensemble that
 * is better as it is may be so because the other was too sure of itself, which a single number mends (Ashukha et al. 2020, arXiv
 * 2002.06470, section 4).
 *
 * @param temperature the other model's, above 0
 * @param logLoss the ensemble's log loss at its temperature minus the other's at this one; below zero the ensemble is better
 */
public record TemperedComparison(double temperature, PairedDifference logLoss) {

    public TemperedComparison {
        checkArgument(temperature > 0, "temperature must be > 0, was %s", temperature);
    }

    /** What it shows: decided where its interval leaves out zero. */
    public Outcome outcome() {
        return LowerIsBetter.outcome(logLoss);
    }
}
