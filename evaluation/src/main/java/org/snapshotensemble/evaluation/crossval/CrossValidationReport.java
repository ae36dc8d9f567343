package org.snapshotensemble.evaluation.crossval;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.snapshotensemble.data.DataDescription;

/**
 * The same network on k folds. Measured, not drawn.
 *
 * @param data what the data are
 * @param examples how many there are, each measured by exactly one fold
 * @param seed the seed of folds, weights and batches
 * @param start what each fold began with
 * @param folds each fold's result, at least 2, in order
 * @param pooled the figures over all out-of-fold predictions
 */
public record CrossValidationReport(
        DataDescription data, int examples, long seed, FoldStart start, List<FoldResult> folds, PooledFigures pooled) {

    public CrossValidationReport {
        folds = ImmutableList.copyOf(folds);
        checkArgument(folds.size() >= 2, "folds must be at least 2, were %s", folds.size());
        int measured = folds.stream().mapToInt(FoldResult::tested).sum();
        checkArgument(measured == examples, "folds must measure %s examples, measured %s", examples, measured);
    }

    /** The figures that each fold has. */
    public List<Measure> measures() {
        return Measure.of(data.task());
    }

    /** A contender's figure over the folds. */
    public FoldSpread spread(Contender contender, Measure measure) {
        return over(fold -> fold.value(contender, measure));
    }

    /** The ensemble's figure less the best member's, fold by fold on the same examples. */
    public FoldSpread difference(Measure measure) {
        return over(fold -> fold.difference(measure));
    }

    /** In how many folds the ensemble's figure was better than the best member's. */
    public int foldsWon(Measure measure) {
        return (int) folds.stream()
                .mapToDouble(fold -> fold.difference(measure))
                .filter(difference -> measure.higherIsBetter() ? difference > 0 : difference < 0)
                .count();
    }

    private FoldSpread over(ToDoubleFunction<FoldResult> value) {
        return FoldSpread.of(folds.stream().mapToDouble(value).toArray());
    }
}
