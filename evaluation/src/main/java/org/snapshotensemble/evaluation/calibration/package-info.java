/**
 * Whether a classifier's probabilities are what they say: of the examples that it gives 80 %, are 80 % right?
 *
 * <p>A {@link org.snapshotensemble.evaluation.calibration.CalibrationTally} gathers examples one by one; nothing here knows
 * of ensembles.
 */
@NullMarked
package org.snapshotensemble.evaluation.calibration;

import org.jspecify.annotations.NullMarked;
