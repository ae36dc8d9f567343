package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.snapshotensemble.ensemble.CascadePoint;

/**
 * What a cascade does on the examples of a report. Its threshold was given before they were seen.
 *
 * @param order the members' names, the first to ask first
 * @param used what it does with its own threshold, which the ensemble's figures are of
 * @param accuracyOfAll the accuracy of all members' mean, for which each is asked
 * @param curve what it would do with other thresholds, and with its own; the lowest threshold first. To read what accuracy
 *     costs, not to choose by
 */
public record CascadeFigures(List<String> order, CascadePoint used, double accuracyOfAll, List<CascadePoint> curve) {

    public CascadeFigures {
        order = ImmutableList.copyOf(order);
        curve = ImmutableList.copyOf(curve);
        checkArgument(curve.contains(used), "curve must contain %s, was %s", used, curve);
    }
}
