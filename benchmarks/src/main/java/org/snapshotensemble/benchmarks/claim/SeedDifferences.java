package org.snapshotensemble.benchmarks.claim;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.snapshotensemble.evaluation.Interval;
import org.snapshotensemble.evaluation.seeds.PairedDifferences;

/**
 * Differences of two recipes, one a seed, and their paired t-test.
 *
 * @param differences empty where the seeds are too few to tell anything
 */
record SeedDifferences(Optional<PairedDifferences> differences) {

    /** A p-value below this is called more than chance. */
    static final double SIGNIFICANCE = 0.05;

    static SeedDifferences of(double... differences) {
        return new SeedDifferences(
                differences.length < PairedDifferences.FEWEST_TO_TELL
                        ? Optional.empty()
                        : Optional.of(PairedDifferences.of(differences)));
    }

    /** The two-sided p-value; none of too few seeds, or where all differ alike. */
    OptionalDouble pValue() {
        return differences.map(PairedDifferences::pValue).orElseGet(OptionalDouble::empty);
    }

    boolean isBeyondChance() {
        return pValue().orElse(1) < SIGNIFICANCE;
    }

    /** The 95 % interval of the mean difference, multiplied, as a table has it; blank where there is none. */
    String interval(String format, double factor) {
        return differences
                .flatMap(test -> test.interval(Interval.REPORT_LEVEL))
                .map(interval -> String.format(
                        Locale.ROOT, format + " to " + format, factor * interval.low(), factor * interval.high()))
                .orElse("");
    }

    /** The p-value as a table has it; blank where there is none. */
    String probability() {
        return pValue().isPresent() ? probability(pValue().getAsDouble()) : "";
    }

    /** A probability as a table has it. */
    static String probability(double p) {
        return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p);
    }

    /** Interval, in points, and p-value as a sentence has them; blank where there are none. */
    String inPoints() {
        String p = probability();
        return p.isEmpty()
                ? ""
                : " (95 % interval " + interval("%+.2f", 100) + ", p " + (p.startsWith("<") ? p : "= " + p)
                        + " by a paired t-test)";
    }
}
