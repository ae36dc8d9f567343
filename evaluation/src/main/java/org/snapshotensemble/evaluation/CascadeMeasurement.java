package org.snapshotensemble.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.snapshotensemble.ensemble.CascadePoint;
import org.snapshotensemble.ensemble.CascadeRule;
import org.snapshotensemble.ensemble.CascadeTally;

/** Measures a cascade on the examples of a report. */
final class CascadeMeasurement {

    /** Enough to see where the curve bends, few enough for a terminal. */
    private static final int THRESHOLDS = 12;

    private final CascadeRule rule;
    private final CascadeTally tally;

    CascadeMeasurement(CascadeRule rule) {
        this.rule = rule;
        tally = new CascadeTally(rule.order());
    }

    /**
     * Takes in an example.
     *
     * @param members what each member says, {@code [members][columns]}
     * @param actual its class
     */
    void add(List<double[]> members, int actual) {
        tally.add(members, actual);
    }

    /**
     * Measures the examples so far, of which there is at least one.
     *
     * @param members the members' names
     */
    CascadeFigures figures(List<String> members) {
        CascadePoint used = tally.at(rule.threshold());
        return new CascadeFigures(
                rule.order().stream().map(members::get).toList(),
                used,
                tally.accuracyOfAll(),
                Stream.concat(Stream.of(used), tally.curve(THRESHOLDS).stream())
                        .distinct()
                        .sorted(Comparator.comparingDouble(CascadePoint::threshold))
                        .toList());
    }
}
