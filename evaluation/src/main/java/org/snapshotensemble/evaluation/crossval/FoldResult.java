package org.snapshotensemble.evaluation.crossval;

import static com.google.common.base.Preconditions.checkArgument;

import java.nio.file.Path;
import org.snapshotensemble.evaluation.EnsembleReport;

/**
 * What one fold gave.
 *
 * @param fold the fold, from 0
 * @param run the folder of its run
 * @param trained the examples it was trained on, at least 1
 * @param validated the examples that chose its best member; 0 where none did
 * @param report its members measured on its test examples
 */
public record FoldResult(int fold, Path run, int trained, int validated, EnsembleReport report) {

    public FoldResult {
        checkArgument(fold >= 0, "fold must be >= 0, was %s", fold);
        checkArgument(trained > 0, "trained must be > 0, was %s", trained);
        checkArgument(validated >= 0, "validated must be >= 0, was %s", validated);
    }

    /** The examples that measured it. */
    public int tested() {
        return report.provenance().examples();
    }

    /** A figure of one contender. */
    public double value(Contender contender, Measure measure) {
        return measure.in(contender.in(report).metrics());
    }

    /** The ensemble's figure less the best member's, on the same examples. */
    public double difference(Measure measure) {
        return value(Contender.ENSEMBLE, measure) - value(Contender.BEST_MEMBER, measure);
    }
}
