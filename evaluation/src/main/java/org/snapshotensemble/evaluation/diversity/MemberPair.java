package org.snapshotensemble.evaluation.diversity;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.OptionalDouble;

/**
 * What two classifiers get right and wrong together, and the measures of diversity that follow (Kuncheva and Whitaker 2003,
 * "Measures of diversity in classifier ensembles", section 2.1).
 *
 * @param first the first member's place, from 0
 * @param second the second member's place, above the first's
 * @param bothRight examples that both have right
 * @param onlyFirstRight examples that the first alone has right
 * @param onlySecondRight examples that the second alone has right
 * @param bothWrong examples that both have wrong
 */
public record MemberPair(int first, int second, int bothRight, int onlyFirstRight, int onlySecondRight, int bothWrong) {

    public MemberPair {
        checkArgument(first >= 0 && first < second, "members must be in order, were %s and %s", first, second);
        checkArgument(
                Math.min(Math.min(bothRight, bothWrong), Math.min(onlyFirstRight, onlySecondRight)) >= 0,
                "counts must be >= 0");
    }

    /** How many examples there are. */
    public int examples() {
        return bothRight + onlyFirstRight + onlySecondRight + bothWrong;
    }

    /** The fraction of examples that one of them alone has right, in [0, 1]; more is more diverse. */
    public double disagreement() {
        return (double) (onlyFirstRight + onlySecondRight) / examples();
    }

    /** The fraction of examples that both have wrong, in [0, 1]; no averaging mends those easily. */
    public double doubleFault() {
        return (double) bothWrong / examples();
    }

    /**
     * Yule's Q, in [-1, 1]: 0 for independent members, 1 where each has right whatever the other has. None where it is 0/0,
     * as for members one of which is always right or always wrong.
     */
    public OptionalDouble q() {
        double together = (double) bothRight * bothWrong;
        double apart = (double) onlyFirstRight * onlySecondRight;
        return together + apart == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((together - apart) / (together + apart));
    }

    /** The correlation of being right, in [-1, 1]. None where a member is always right or always wrong. */
    public OptionalDouble correlation() {
        double firstRight = (double) bothRight + onlyFirstRight;
        double secondRight = (double) bothRight + onlySecondRight;
        double product = firstRight * (examples() - firstRight) * secondRight * (examples() - secondRight);
        double covariance = (double) bothRight * bothWrong - (double) onlyFirstRight * onlySecondRight;
        return product == 0 ? OptionalDouble.empty() : OptionalDouble.of(covariance / Math.sqrt(product));
    }
}
