package org.snapshotensemble.schedule.range;

/**
 * The rates that are commonly read off the curve of a range test, each by its own rule. They are looked for where the
 * curve has settled, after its first tenth, and before the training breaks.
 *
 * @param valley two thirds down the longest fall of the smoothed loss, which is the longest strictly falling
 *     subsequence; as fastai's {@code valley} is described
 * @param steepest where the smoothed loss falls fastest against the logarithm of the rate
 * @param minimumOverTen a tenth of the rate at which the smoothed loss is least
 * @param lastBeforeDivergence the last rate before the training breaks
 */
public record Suggestions(Finding valley, Finding steepest, Finding minimumOverTen, Finding lastBeforeDivergence) {

    private static final double SAFETY = 10;
    private static final double CYCLE_SAFETY = 3;

    /** Where nothing can be told but the last rate that held. */
    static Suggestions none(String reason, Finding lastBeforeDivergence) {
        Finding nothing = Finding.none(reason);
        return new Suggestions(nothing, nothing, nothing, lastBeforeDivergence);
    }

    static Suggestions of(Stretch stretch) {
        return new Suggestions(
                valley(stretch), steepest(stretch), minimumOverTen(stretch), lastBeforeDivergence(stretch));
    }

    private static Finding valley(Stretch stretch) {
        Valley valley = Valley.longest(stretch.smoothed(), stretch.first(), stretch.end());
        return Finding.at(
                stretch.rates()[valley.twoThirdsIn()],
                "two thirds down the longest fall of the loss, from " + stretch.lossText(valley.first()) + " at rate "
                        + stretch.rateText(valley.first()) + " to " + stretch.lossText(valley.last()) + " at rate "
                        + stretch.rateText(valley.last()));
    }

    private static Finding steepest(Stretch stretch) {
        double[] rates = stretch.rates();
        double[] smoothed = stretch.smoothed();
        int steepest = -1;
        double slope = 0;
        for (int index = stretch.first(); index < stretch.end() - 1; index++) {
            double way = StrictMath.log(rates[index + 1]) - StrictMath.log(rates[index]);
            double here = (smoothed[index + 1] - smoothed[index]) / way;
            if (way > 0 && here < slope) {
                steepest = index;
                slope = here;
            }
        }
        return steepest < 0
                ? Finding.none("the loss falls nowhere while the rate grows")
                : Finding.at(rates[steepest], "the loss falls fastest here against the logarithm of the rate");
    }

    private static Finding minimumOverTen(Stretch stretch) {
        return minimumOver(SAFETY, "a tenth", stretch);
    }

    /** What a cycle can begin with that leaves it at once: see {@link Bounds}. */
    static Finding minimumOverThree(Stretch stretch) {
        return minimumOver(CYCLE_SAFETY, "a third", stretch);
    }

    private static Finding minimumOver(double safety, String share, Stretch stretch) {
        int least = stretch.least();
        if (least == stretch.end() - 1 && !stretch.breaks()) {
            return Finding.none("the loss is least at the highest rate tried, " + stretch.rateText(least)
                    + ", and may fall further beyond");
        }
        return Finding.at(
                stretch.rates()[least] / safety,
                share + " of the rate with the least loss, " + stretch.lossText(least) + " at rate "
                        + stretch.rateText(least));
    }

    static Finding lastBeforeDivergence(Stretch stretch) {
        if (!stretch.breaks()) {
            return Finding.none(Regimes.unbroken(stretch));
        }
        return stretch.end() == 0
                ? Finding.none("the training broke at the first rate, " + stretch.rateText(0))
                : Finding.at(stretch.rates()[stretch.end() - 1], "the last rate before the training broke");
    }
}
