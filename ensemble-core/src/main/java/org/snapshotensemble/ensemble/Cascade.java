package org.snapshotensemble.ensemble;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.backend.MatrixRows;

/**
 * Asks an ensemble's members one after another, each only of the examples that those before it left unsure: cheaper
 * prediction for nearly the same answers (a cascade as in Wang et al. 2022, arXiv 2012.01988, with the probability of the
 * likeliest class as the measure).
 *
 * <pre>{@code
 * CascadeRule rule = CascadeChoice.of(ValidationAnswers.of(ensemble, validation), 0.001).rule();
 * Cascade cascade = new Cascade(ensemble, rule);
 * INDArray probabilities = cascade.predict(features).output();
 * }</pre>
 *
 * <p>It answers by the plain mean of the members that it asks. For classification, by the first output, of networks whose
 * inputs have no masks; from any number of threads. Which examples are in a batch together may change the last bit of a
 * member's answer, and so, rarely, whether it is sure enough.
 */
public final class Cascade {

    private final List<Ensemble> members;
    private final CascadeRule rule;

    /**
     * A cascade over the members of an ensemble, which stays open as long as the cascade is used.
     *
     * @param ensemble whose rule is the mean, or a cascade, which this one replaces
     * @throws IllegalArgumentException if the rule's order does not name each member, the first output is no classification, or
     *     the ensemble has weights, a temperature or another rule, which a cascade does not heed
     */
    public Cascade(Ensemble ensemble, CascadeRule rule) {
        if (rule.order().size() != ensemble.size()) {
            throw new IllegalArgumentException("the cascade's order must name each member, named "
                    + rule.order().size() + " of " + ensemble.size());
        }
        if (!ensemble.outputKind(0).isClassification()) {
            throw new IllegalArgumentException("a cascade is for class probabilities, was " + ensemble.outputKind(0));
        }
        requireMean(ensemble.combiner());
        this.members = rule.order().stream()
                .map(member -> ensemble.only(MemberSelection.ids(
                        List.of(ensemble.members().get(member).id()))))
                .toList();
        this.rule = rule;
    }

    private static void requireMean(Combiner combiner) {
        if (!(combiner instanceof MeanCombiner || combiner instanceof CascadeCombiner)) {
            throw new IllegalArgumentException(
                    "a cascade answers by the mean of the members that it asks, the ensemble is combined" + " by "
                            + combiner.name() + ": give it ensemble.with(Combiner.mean())");
        }
    }

    /**
     * Predicts.
     *
     * @param features what the network takes, one array an input: {@code [examples, …]}
     * @throws IllegalStateException if the ensemble is closed
     * @throws IllegalArgumentException as {@link Ensemble#predict(INDArray...)}
     * @throws org.snapshotensemble.snapshot.RunException as {@link Ensemble#predict(INDArray...)}
     */
    public CascadePrediction predict(INDArray... features) {
        return members.get(0).inCall(() -> {
            try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                return ask(features);
            }
        });
    }

    private CascadePrediction ask(INDArray[] features) {
        INDArray[] left = features;
        double[][] first = answers(members.get(0), left);
        RunningMean[] means = new RunningMean[first.length];
        Arrays.setAll(means, example -> new RunningMean(first[example].length));
        int[] unsure = IntStream.range(0, first.length).toArray();
        double[][] answers = first;
        for (int stage = 0; ; stage++) {
            unsure = takeIn(answers, unsure, means);
            if (unsure.length == 0 || stage + 1 == members.size()) {
                return prediction(means);
            }
            left = rows(features, unsure);
            answers = answersOf(members.get(stage + 1), left, unsure);
        }
    }

    /** Of some of the examples; a failure names them by their places among all. */
    private static double[][] answersOf(Ensemble member, INDArray[] features, int[] examples) {
        try {
            return answers(member, features);
        } catch (NonFiniteAnswersException e) {
            throw e.at(row -> examples[(int) row]);
        }
    }

    /** Returns which examples are still unsure. */
    private int[] takeIn(double[][] answers, int[] examples, RunningMean[] means) {
        return IntStream.range(0, examples.length)
                .filter(i -> !rule.isSure(means[examples[i]].with(answers[i])))
                .map(i -> examples[i])
                .toArray();
    }

    private static double[][] answers(Ensemble member, INDArray[] features) {
        return MatrixRows.of(member.ask(features, null).members().slice(0, 0));
    }

    private static INDArray[] rows(INDArray[] features, int[] examples) {
        if (examples.length == features[0].size(0)) {
            return features;
        }
        return Arrays.stream(features).map(input -> rows(input, examples)).toArray(INDArray[]::new);
    }

    private static INDArray rows(INDArray input, int[] examples) {
        long[] shape = input.shape().clone();
        shape[0] = examples.length;
        INDArray rows = Nd4j.createUninitialized(input.dataType(), shape, 'c');
        for (int i = 0; i < examples.length; i++) {
            Slices.rows(rows, i, i + 1).assign(Slices.rows(input, examples[i], examples[i] + 1));
        }
        return rows;
    }

    private static CascadePrediction prediction(RunningMean[] means) {
        double[][] output = new double[means.length][];
        double[][] spread = new double[means.length][];
        List<Integer> asked = new ArrayList<>();
        for (int example = 0; example < means.length; example++) {
            output[example] = means[example].values();
            spread[example] = means[example].spread();
            asked.add(means[example].rows());
        }
        return new CascadePrediction(Nd4j.create(output), Nd4j.create(spread), asked);
    }
}
