package org.snapshotensemble.validation;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.snapshotensemble.ensemble.Combiner;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.MemberSelection;
import org.snapshotensemble.snapshot.Snapshot;

/**
 * Members selected one by one, each that which lowers the error of the mean on validation data most; one may be selected
 * again, and then counts more (Caruana et al. 2004, "Ensemble selection from libraries of models", section 2).
 *
 * <p>The error is the log loss of a classification, the mean squared error of a regression. Of equally good members one
 * that is in already is selected, and of several the latest. What is kept is the best point of the path, the shortest of
 * equals; the path begins with the best member alone, so that the selection is never worse than it on the validation data.
 *
 * @param counts how often each member was selected, one number a member, at least one of them above 0
 * @param errors the error after each selection along the whole path
 */
public record GreedySelection(List<Integer> counts, List<Double> errors) {

    /** Selections along the path, unless told otherwise: a member that is in for certain weighs 2 % at least. */
    public static final int STEPS = 50;

    private static final double ROUNDING = 1e-12;

    public GreedySelection {
        counts = ImmutableList.copyOf(counts);
        errors = ImmutableList.copyOf(errors);
    }

    /** Selects along a path of {@value #STEPS} steps. */
    public static GreedySelection of(ValidationAnswers answers) {
        return of(answers, STEPS);
    }

    /**
     * Selects.
     *
     * @param steps the selections along the path, at least 1
     * @throws IllegalArgumentException if the number is not positive
     */
    public static GreedySelection of(ValidationAnswers answers, int steps) {
        if (steps <= 0) {
            throw new IllegalArgumentException("steps must be > 0, was " + steps);
        }
        MeanError error = MeanError.of(answers);
        double[] sum = error.noSum();
        int[] counts = new int[error.members()];
        List<Integer> path = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        int best = 0;
        for (int step = 0; step < steps; step++) {
            int selected = next(error, sum, step, counts);
            errors.add(error.withOneMore(sum, step, selected));
            error.addTo(sum, selected);
            counts[selected]++;
            path.add(selected);
            if (isLower(errors.get(step), errors.get(best))) {
                best = step;
            }
        }
        int[] kept = new int[error.members()];
        path.subList(0, best + 1).forEach(member -> kept[member]++);
        return new GreedySelection(Arrays.stream(kept).boxed().toList(), errors);
    }

    private static int next(MeanError error, double[] sum, int selected, int[] counts) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int member = 0; member < counts.length; member++) {
            double candidate = error.withOneMore(sum, selected, member);
            boolean preferred = counts[member] > 0 || counts[best] == 0;
            if (isLower(candidate, least) || (preferred && !isLower(least, candidate))) {
                best = member;
                least = Math.min(least, candidate);
            }
        }
        return best;
    }

    /** A mean of the same members differs in its last digits with their number. */
    private static boolean isLower(double error, double than) {
        return error < than - ROUNDING * Math.max(1, Math.abs(error));
    }

    /** Returns the error of the selection on the validation data. */
    public double error() {
        return errors.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    /**
     * Returns the selected members of an ensemble, each counting as often as it was selected.
     *
     * @param ensemble the one whose answers selected
     * @throws IllegalArgumentException if it has another number of members
     */
    public Ensemble applyTo(Ensemble ensemble) {
        if (ensemble.size() != counts.size()) {
            throw new IllegalArgumentException(
                    "ensemble must have " + counts.size() + " members, had " + ensemble.size());
        }
        List<String> ids = new ArrayList<>();
        List<Snapshot> members = ensemble.members();
        for (int member = 0; member < counts.size(); member++) {
            if (counts.get(member) > 0) {
                ids.add(members.get(member).id());
            }
        }
        double[] weights = counts.stream()
                .filter(count -> count > 0)
                .mapToDouble(Integer::doubleValue)
                .toArray();
        return ensemble.only(MemberSelection.ids(ids)).with(Combiner.weighted("greedy", weights));
    }
}
