package org.snapshotensemble.ensemble;

/**
 * How much less accurate one rule is than another, of the same examples.
 *
 * @param lost the examples that only the other rule gets right
 * @param won the examples that only this rule gets right
 * @param examples all of them, at least 1
 */
record PairedLoss(int lost, int won, int examples) {

    /** The 95 % quantile of the standard normal distribution. */
    private static final double ONE_SIDED_95 = 1.6448536269514722;

    private static final int HALVINGS = 60;

    /** Returns the largest loss that the score test does not reject, at the one-sided level of 95 %. */
    double largest() {
        double low = (double) (lost - won) / examples;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (score(middle) > -ONE_SIDED_95) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Tango's statistic: standard normal where the loss is what it is assumed to be. */
    private double score(double loss) {
        double n = examples;
        double variance = n * (2 * shareWon(loss) + loss * (1 - loss));
        return (lost - won - n * loss) / Math.sqrt(variance);
    }

    /** The likeliest share of examples that are won, under that loss: the larger root of a quadratic equation. */
    private double shareWon(double loss) {
        double a = 2.0 * examples;
        double b = (a - lost + won) * loss - lost - won;
        double c = -won * loss * (1 - loss);
        return (Math.sqrt(b * b - 4 * a * c) - b) / (2 * a);
    }
}
