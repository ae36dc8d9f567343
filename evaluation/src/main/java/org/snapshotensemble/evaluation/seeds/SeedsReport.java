package org.snapshotensemble.evaluation.seeds;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.ModelScore;
import org.snapshotensemble.evaluation.RegressionMetrics;
import org.snapshotensemble.evaluation.crossval.Measure;

/**
 * The same comparison under several seeds, on the same test examples. Measured, not drawn.
 *
 * <p>The seeds are independent draws, so a t-test over them is fair; it asks whether the difference would be there with
 * other seeds, on these very examples. For other examples there is cross-validation.
 *
 * @param seeds each seed's result, at least 2, with as many examples; a baseline that is not there under each of them, as
 *     one that diverged is not, is no contender
 */
public record SeedsReport(List<SeedResult> seeds) {

    /** What the ensemble is called. */
    public static final String ENSEMBLE = "ensemble";

    /** What the member is called that validation data chose, seed by seed. */
    public static final String BEST_MEMBER = "best single";

    /** What each seed's last member is called. */
    public static final String LAST_MEMBER = "last";

    public SeedsReport {
        seeds = ImmutableList.copyOf(seeds);
        checkArgument(seeds.size() >= 2, "seeds must be at least 2, were %s", seeds.size());
        EnsembleReport first = seeds.get(0).report();
        for (SeedResult seed : seeds) {
            checkArgument(
                    seed.report().provenance().examples() == first.provenance().examples(),
                    "seed %s must be measured on %s examples as the first, was on %s",
                    seed.seed(),
                    first.provenance().examples(),
                    seed.report().provenance().examples());
        }
    }

    private static Map<String, ModelScore> scores(EnsembleReport report) {
        Map<String, ModelScore> scores = new LinkedHashMap<>();
        scores.put(ENSEMBLE, report.ensemble());
        scores.put(BEST_MEMBER, report.bestMember());
        scores.put(LAST_MEMBER, report.lastMember());
        report.baselines().forEach(baseline -> scores.put(baseline.name(), baseline));
        return scores;
    }

    /** The figures that each seed has, the most telling first. */
    public List<Measure> measures() {
        boolean regression = seeds.get(0).report().ensemble().metrics() instanceof RegressionMetrics;
        return Measure.of(regression ? Task.REGRESSION : Task.CLASSIFICATION);
    }

    /** The ensemble, the best member, the last one, and the baselines that every seed has, by their names. */
    public List<String> contenders() {
        Set<String> common = scores(seeds.get(0).report()).keySet();
        seeds.forEach(seed -> common.retainAll(scores(seed.report()).keySet()));
        return List.copyOf(common);
    }

    /** Those whom the ensemble is compared with: all but itself. */
    public List<String> rivals() {
        return contenders().subList(1, contenders().size());
    }

    /**
     * A contender's figure under a seed.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public double value(SeedResult seed, String contender, Measure measure) {
        Map<String, ModelScore> scores = scores(seed.report());
        checkArgument(scores.containsKey(contender), "contender must be one of %s, was %s", contenders(), contender);
        return measure.in(Objects.requireNonNull(scores.get(contender)).metrics());
    }

    /** A contender's figures, in the order of the seeds. */
    public double[] values(String contender, Measure measure) {
        return seeds.stream()
                .mapToDouble(seed -> value(seed, contender, measure))
                .toArray();
    }

    /** The ensemble's figures less a rival's, seed by seed. */
    public PairedDifferences difference(String rival, Measure measure) {
        return PairedDifferences.of(seeds.stream()
                .mapToDouble(seed -> value(seed, ENSEMBLE, measure) - value(seed, rival, measure))
                .toArray());
    }

    /** Under how many seeds the ensemble's figure was better than a rival's. */
    public int seedsWon(String rival, Measure measure) {
        return (int) seeds.stream()
                .mapToDouble(seed -> value(seed, ENSEMBLE, measure) - value(seed, rival, measure))
                .filter(difference -> measure.higherIsBetter() ? difference > 0 : difference < 0)
                .count();
    }

    /** Mean and standard deviation of a contender's figure over the seeds. */
    public Spread spread(String contender, Measure measure) {
        PairedDifferences fromZero = PairedDifferences.of(values(contender, measure));
        return new Spread(fromZero.mean(), fromZero.standardDeviation());
    }

    /**
     * A figure over the seeds.
     *
     * @param standardDeviation the sample's, divisor {@code seeds - 1}
     */
    public record Spread(double mean, double standardDeviation) {}
}
