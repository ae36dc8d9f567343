package org.snapshotensemble.validation;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.snapshotensemble.ensemble.CascadePoint;
import org.snapshotensemble.ensemble.CascadeRule;
import org.snapshotensemble.ensemble.CascadeTally;

/**
 * The cascade that asks the fewest members while its accuracy stays, with 95 % confidence, within a margin of that of all
 * members' mean. Of few examples no cascade can show that: for a tenth of a point it takes 2,703, none of them lost. The
 * margin is then what they {@linkplain CascadeTally#largestHiddenLoss can show}, as if none were lost: 1.8 points of 145.
 * Members are asked in the order of their log loss on validation data, the best first.
 *
 * <p>Thresholds are tried from the highest down, until the first whose loss of accuracy on the validation data may be larger
 * than the margin ({@link CascadeTally#largestLoss}); the one before it is chosen. Stopping there, and not looking for a lucky
 * one below, keeps the confidence however many are tried (fixed sequence testing, as in Angelopoulos et al. 2021, arXiv
 * 2110.01052, section 3).
 *
 * @param rule the order and the threshold
 * @param chosen what it does on the validation data
 * @param fullAccuracy the accuracy of all members' mean there
 * @param largestLoss how much less accurate than that it may be, with 95 % confidence
 * @param curve what it does there with each threshold that was tried, the lowest first
 */
public record CascadeChoice(
        CascadeRule rule, CascadePoint chosen, double fullAccuracy, double largestLoss, List<CascadePoint> curve) {

    /** A tenth of a percentage point, the margin unless told otherwise. */
    public static final double MARGIN = 0.001;

    private static final int THRESHOLDS = 500;

    public CascadeChoice {
        curve = ImmutableList.copyOf(curve);
    }

    /**
     * Chooses with a margin of {@value #MARGIN}.
     *
     * @throws IllegalArgumentException if it is no classification
     */
    public static CascadeChoice of(ValidationAnswers answers) {
        return of(answers, MARGIN);
    }

    /**
     * Chooses.
     *
     * @param answers of a classification
     * @param margin what accuracy may be lost, in {@code [0, 1)}; more, where the examples are too few to show so little
     * @throws IllegalArgumentException if it is no classification, or the margin is not in {@code [0, 1)}
     */
    public static CascadeChoice of(ValidationAnswers answers, double margin) {
        if (!answers.kind().isClassification()) {
            throw new IllegalArgumentException("a cascade is for class probabilities, was " + answers.kind());
        }
        if (!(margin >= 0 && margin < 1)) {
            throw new IllegalArgumentException("margin must be in [0, 1), was " + margin);
        }
        List<Integer> order = order(answers);
        CascadeTally tally = tally(answers, order);
        double full = tally.accuracyOfAll();
        List<CascadePoint> curve = tally.curve(THRESHOLDS);
        CascadePoint chosen = lowestSafe(curve, tally, Math.max(margin, tally.largestHiddenLoss()));
        return new CascadeChoice(
                new CascadeRule(order, chosen.threshold()), chosen, full, tally.largestLoss(chosen.threshold()), curve);
    }

    private static List<Integer> order(ValidationAnswers answers) {
        MeanError error = MeanError.of(answers);
        return IntStream.range(0, answers.members())
                .boxed()
                .sorted(Comparator.comparingDouble(error::ofMember).thenComparing(Comparator.reverseOrder()))
                .toList();
    }

    /** The highest threshold is what there is where none is safe: it asks all that may be needed. */
    private static CascadePoint lowestSafe(List<CascadePoint> curve, CascadeTally tally, double margin) {
        int chosen = curve.size() - 1;
        while (chosen > 0 && tally.largestLoss(curve.get(chosen - 1).threshold()) <= margin) {
            chosen--;
        }
        return curve.get(chosen);
    }

    private static CascadeTally tally(ValidationAnswers answers, List<Integer> order) {
        List<double[][]> members =
                IntStream.range(0, answers.members()).mapToObj(answers::rows).toList();
        CascadeTally tally = new CascadeTally(order);
        for (int example = 0; example < answers.examples(); example++) {
            int row = example;
            tally.add(members.stream().map(rows -> rows[row]).toList(), answers.truth(row));
        }
        return tally;
    }
}
