package org.snapshotensemble.evaluation;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.snapshotensemble.evaluation.example.FitSample;
import org.snapshotensemble.evaluation.uncertainty.Coverage;

/**
 * Of a regression: whether its members' spread tells how far off it is, and where it is off.
 *
 * @param coverage the members' spread, and how often the truth lies within it
 * @param fits what the ensemble predicted against what is true, of the first columns
 */
public record RegressionAnalysis(Coverage coverage, List<FitSample> fits) implements Analysis {

    public RegressionAnalysis {
        fits = ImmutableList.copyOf(fits);
    }

    /** An analysis without single examples. */
    public RegressionAnalysis(Coverage coverage) {
        this(coverage, List.of());
    }
}
