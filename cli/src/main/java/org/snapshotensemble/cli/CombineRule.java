package org.snapshotensemble.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.snapshotensemble.ensemble.Combiner;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.ValidationWeights;
import org.snapshotensemble.validation.CascadeChoice;
import org.snapshotensemble.validation.SimplexWeights;
import org.snapshotensemble.validation.ValidationAnswers;

/** The rules that {@code --combine} knows. */
enum CombineRule {
    MEAN,
    WEIGHTED,
    WEIGHTS,
    GEOMETRIC,
    VOTE,
    CASCADE;

    static CombineRule parse(String text) {
        for (CombineRule rule : values()) {
            if (rule.text().equals(text)) {
                return rule;
            }
        }
        throw new IllegalArgumentException("unknown rule \"" + text + "\", known are: "
                + Arrays.stream(values()).map(CombineRule::text).collect(Collectors.joining(", ")));
    }

    /** The rule as one writes it. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The rule for an ensemble's members.
     *
     * @param answers what they say of validation data, asked for where something is chosen by it
     * @param note is told where these are too few
     * @throws IllegalArgumentException if it needs probabilities and the outputs are none, or validation figures and a
     *     member has none
     */
    Combiner combiner(Ensemble ensemble, Supplier<ValidationAnswers> answers, Consumer<String> note) {
        boolean ofProbabilities = this == GEOMETRIC || this == VOTE || this == CASCADE;
        if (!ensemble.outputKind(0).isProbability() && ofProbabilities) {
            throw new IllegalArgumentException(
                    "must be mean, weighted or weights, as the run is a regression, was " + text());
        }
        return switch (this) {
            case MEAN -> Combiner.mean();
            case WEIGHTED -> Combiner.weighted(ValidationWeights.of(ensemble.members()));
            case WEIGHTS -> SimplexWeights.of(answers.get()).combiner();
            case GEOMETRIC -> Combiner.geometric();
            case VOTE -> Combiner.vote();
            case CASCADE -> cascade(answers.get(), note);
        };
    }

    private static Combiner cascade(ValidationAnswers answers, Consumer<String> note) {
        CascadeChoice choice = CascadeChoice.of(answers);
        if (choice.largestLoss() > CascadeChoice.MARGIN) {
            note.accept(String.format(
                    Locale.ROOT,
                    "%d validation examples are too few to show that the cascade loses no more than %.1f points of all"
                            + " members' accuracy: by them it may lose up to %.1f",
                    answers.examples(),
                    100 * CascadeChoice.MARGIN,
                    100 * choice.largestLoss()));
        }
        return Combiner.cascade(choice.rule());
    }
}
