package org.snapshotensemble.schedule.range;

/**
 * What the training does as the rate grows: it begins to learn, gets ragged, breaks.
 *
 * @param learns from where on the smoothed loss has made a tenth of its whole fall, to its least, and does not lose it
 *     again
 * @param ragged from where on the loss jumps about its course more than three times as far as it did while it fell, and by
 *     more than a twentieth of the fall; where it jumps so from the first on, three times as far as there
 * @param diverges where the loss is not finite, or its smoothed value is more than four times the least one so far
 */
public record Regimes(Finding learns, Finding ragged, Finding diverges) {

    private static final double PART_OF_FALL = 0.1;
    private static final double DEVIATION_RATIO = 3;
    private static final double VISIBLE_PART_OF_FALL = 0.05;

    /** Where nothing can be told but where the training breaks. */
    static Regimes none(String reason, Finding diverges) {
        Finding nothing = Finding.none(reason);
        return new Regimes(nothing, nothing, diverges);
    }

    static Regimes of(Stretch stretch, Noise noise) {
        int learns = learns(stretch);
        return new Regimes(
                Finding.at(
                        stretch.rates()[learns],
                        learns == stretch.first() + 1
                                ? "the loss falls from the first rates on; a sweep from a lower rate would tell more"
                                : "a tenth of the loss's fall is done"),
                ragged(stretch, noise, learns),
                diverges(stretch));
    }

    /** A loss that has not fallen by then belongs to the part before. */
    private static int learns(Stretch stretch) {
        double[] smoothed = stretch.smoothed();
        int index = stretch.least();
        double start = smoothed[stretch.first()];
        double bound = start - PART_OF_FALL * (start - smoothed[index]);
        while (smoothed[index - 1] <= bound) {
            index--;
        }
        return index;
    }

    private static Finding ragged(Stretch stretch, Noise noise, int learns) {
        int least = stretch.least();
        double fall = stretch.smoothed()[stretch.first()] - stretch.smoothed()[least];
        double usual = StrictMath.sqrt(noise.medianUntil(least));
        if (noise.has(learns) && StrictMath.sqrt(noise.at(learns)) > raggedBound(usual, fall)) {
            // Not the rate's doing: the batches are small, and a loss that ends near 0 hardly jumps there.
            usual = Math.max(usual, StrictMath.sqrt(noise.medianUntil(learns)));
        }
        double bound = raggedBound(usual, fall);
        for (int index = learns; noise.has(index); index++) {
            double jump = StrictMath.sqrt(noise.at(index));
            if (jump > bound) {
                return Finding.at(
                        stretch.rates()[index],
                        "the loss jumps by " + FigureText.of(jump) + " about its course, and by " + FigureText.of(usual)
                                + " before");
            }
        }
        return Finding.none("the loss stays about as steady as it was");
    }

    private static double raggedBound(double usual, double fall) {
        return Math.max(DEVIATION_RATIO * usual, VISIBLE_PART_OF_FALL * fall);
    }

    static Finding diverges(Stretch stretch) {
        if (!stretch.breaks()) {
            return Finding.none(unbroken(stretch));
        }
        int end = stretch.end();
        double loss = stretch.losses()[end];
        return Finding.at(
                stretch.rates()[end],
                Double.isFinite(loss)
                        ? "the smoothed loss, " + stretch.lossText(end) + ", is more than four times its least"
                        : "the loss is " + loss);
    }

    static String unbroken(Stretch stretch) {
        return stretch.end() == 0
                ? "nothing was tried"
                : "the training did not break up to the highest rate tried, " + stretch.rateText(stretch.end() - 1);
    }
}
