package org.snapshotensemble.evaluation;

import org.snapshotensemble.evaluation.uncertainty.Coverage;

/**
 * Of a regression: whether its members' spread tells how far off it is.
 *
 * @param coverage the members' spread, and how often the truth lies within it
 */
public record RegressionAnalysis(Coverage coverage) implements Analysis {}
