package org.snapshotensemble.evaluation;

import java.util.Locale;

/** The parts of a verdict's sentence that name models and quote figures. */
final class VerdictWords {

    private static final double SMALLEST_P_SHOWN = 0.0001;

    private VerdictWords() {}

    /** How many times the cost of asking one member, of an ensemble that asks more. */
    static String times(MembersAsked asked) {
        boolean whole = asked.mean() == Math.rint(asked.mean());
        return String.format(Locale.ROOT, whole ? "%.0f times" : "%.2f times", asked.mean());
    }

    /** Why there is one member alone. */
    static String oneMember(MembersAsked asked) {
        return asked.of() == 1
                ? "one member takes part"
                : "only one of its %s members is ever asked".formatted(asked.of());
    }

    /** What the ensemble is compared with, in words. */
    static String opponent(Comparison comparison) {
        return switch (comparison.opponent()) {
            case BEST_MEMBER -> "the best member " + comparison.against();
            case LAST_MEMBER -> "the last member " + comparison.against();
            case BASELINE -> "the baseline " + comparison.against();
            case AVERAGED_WEIGHTS -> "the one network of averaged weights";
            case OTHER_RUN -> "the ensemble of " + comparison.against();
        };
    }

    /** The difference in the main figure, its interval, and McNemar's p where there is one. */
    static String difference(Comparison comparison) {
        if (comparison instanceof ClassificationComparison classification) {
            Interval interval = classification.accuracy().interval();
            return String.format(
                    Locale.ROOT,
                    "accuracy %+.2f points, 95 %% interval %+.2f to %+.2f, %s",
                    100 * classification.accuracy().value(),
                    100 * interval.low(),
                    100 * interval.high(),
                    probability(classification.mcNemar().pValue()));
        }
        return loss("RMSE", ((RegressionComparison) comparison).rmse());
    }

    /** The difference in log loss and its interval. */
    static String logLossDifference(ClassificationComparison comparison) {
        return loss("log loss", comparison.logLoss());
    }

    private static String loss(String figure, PairedDifference difference) {
        return String.format(
                Locale.ROOT,
                "%s %+.4g, 95 %% interval %+.4g to %+.4g",
                figure,
                difference.value(),
                difference.interval().low(),
                difference.interval().high());
    }

    private static String probability(double p) {
        return p < SMALLEST_P_SHOWN ? "p < 0.0001" : String.format(Locale.ROOT, "p = %.4f", p);
    }
}
