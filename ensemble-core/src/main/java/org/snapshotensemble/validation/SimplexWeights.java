package org.snapshotensemble.validation;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Doubles;
import java.util.Arrays;
import java.util.List;
import org.snapshotensemble.ensemble.Combiner;

/**
 * The weights, none negative and their sum one, under which the weighted mean of the members has the least error on
 * validation data: log loss of a classification, mean squared error of a regression.
 *
 * <p>The error is convex in the weights. It is minimized by the pairwise Frank-Wolfe method with an exact line search
 * (Lacoste-Julien and Jaggi 2015, arXiv 1511.05932, algorithm 2), whose duality gap bounds how far the weights are from the
 * best there are. Where one member alone is as good, it has all the weight.
 *
 * @param weights one a member, each in {@code [0, 1]}, their sum 1 to rounding
 * @param error the error under these weights
 * @param gap an upper bound of what the best weights could have less
 */
public record SimplexWeights(List<Double> weights, double error, double gap) {

    private static final double SMALLEST_GAP = 1e-12;
    private static final int MOST_STEPS = 10_000;
    private static final int HALVINGS = 60;

    public SimplexWeights {
        weights = ImmutableList.copyOf(weights);
    }

    /** Finds the weights. */
    public static SimplexWeights of(ValidationAnswers answers) {
        MeanError error = MeanError.of(answers);
        int single = best(error);
        double[] weights = new double[error.members()];
        weights[single] = 1;
        double[] mean = error.mean(weights);
        double gap = Double.POSITIVE_INFINITY;
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] gradient = error.gradient(mean);
            int from = steepest(gradient, weights);
            int to = indexOfMinimum(gradient);
            gap = Math.max(0, dot(gradient, weights) - gradient[to]);
            if (gap <= SMALLEST_GAP * Math.max(1, Math.abs(error.at(weights))) || from == to) {
                break;
            }
            move(weights, from, to, stepLength(error, mean, weights[from], from, to));
            mean = error.mean(weights);
        }
        double reached = error.at(weights);
        if (error.ofMember(single) <= reached) {
            Arrays.fill(weights, 0);
            weights[single] = 1;
            reached = error.ofMember(single);
        }
        return new SimplexWeights(Doubles.asList(weights), reached, gap);
    }

    private static int best(MeanError error) {
        int best = 0;
        for (int member = 1; member < error.members(); member++) {
            best = error.ofMember(member) <= error.ofMember(best) ? member : best;
        }
        return best;
    }

    /** The member that has weight and whose weight costs most. */
    private static int steepest(double[] gradient, double[] weights) {
        int steepest = -1;
        for (int member = 0; member < weights.length; member++) {
            if (weights[member] > 0 && (steepest < 0 || gradient[member] > gradient[steepest])) {
                steepest = member;
            }
        }
        return steepest;
    }

    private static int indexOfMinimum(double[] values) {
        int least = 0;
        for (int i = 1; i < values.length; i++) {
            least = values[i] < values[least] ? i : least;
        }
        return least;
    }

    private static double dot(double[] gradient, double[] weights) {
        double sum = 0;
        for (int member = 0; member < weights.length; member++) {
            sum += gradient[member] * weights[member];
        }
        return sum;
    }

    /** The slope grows with the step, for the error is convex: where it passes zero lies the best step. */
    private static double stepLength(MeanError error, double[] mean, double all, int from, int to) {
        if (error.slope(mean, from, to, all) <= 0) {
            return all;
        }
        double low = 0;
        double high = all;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (error.slope(mean, from, to, middle) <= 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static void move(double[] weights, int from, int to, double step) {
        weights[to] += step;
        weights[from] = step == weights[from] ? 0 : weights[from] - step;
    }

    /** Returns the weighted mean under these weights, named {@code weights}. */
    public Combiner combiner() {
        return Combiner.weighted("weights", Doubles.toArray(weights));
    }
}
