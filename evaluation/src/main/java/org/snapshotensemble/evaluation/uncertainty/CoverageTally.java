package org.snapshotensemble.evaluation.uncertainty;

import static com.google.common.base.Preconditions.checkState;

import java.util.List;
import org.apache.commons.numbers.core.Sum;

/** Gathers the values of a {@link Coverage} one by one. */
public final class CoverageTally {

    /** The two-sided 95 % of a normal distribution. */
    private static final double DEVIATIONS = 1.959963984540054;

    private final Sum variances = Sum.create();
    private long within;
    private long values;

    /**
     * Takes in an example.
     *
     * @param members what each member says, {@code [members][targets]}
     * @param targets what is true
     */
    public void add(List<double[]> members, double[] targets) {
        for (int target = 0; target < targets.length; target++) {
            double mean = 0;
            for (double[] member : members) {
                mean += member[target] / members.size();
            }
            double variance = 0;
            for (double[] member : members) {
                variance += (member[target] - mean) * (member[target] - mean) / members.size();
            }
            variances.add(variance);
            within += Math.abs(targets[target] - mean) <= DEVIATIONS * Math.sqrt(variance) ? 1 : 0;
            values++;
        }
    }

    /** Returns the coverage of the examples so far, of which there is at least one. */
    public Coverage coverage() {
        checkState(values > 0, "there must be >= 1 example, was 0");
        return new Coverage(Math.sqrt(variances.getAsDouble() / values), (double) within / values);
    }
}
