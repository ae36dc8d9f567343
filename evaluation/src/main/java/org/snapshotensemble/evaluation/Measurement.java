package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterators;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.NonFiniteAnswersException;
import org.snapshotensemble.evaluation.diversity.Diversity;
import org.snapshotensemble.network.OutputKind;
import org.snapshotensemble.snapshot.Snapshot;

/**
 * One pass over the examples, all models side by side. The models stand in this order: the members, the ensembles of
 * the last 1, 2, … of them, the alternatives.
 */
final class Measurement {

    private static final String NEAR_COPIES =
            "The members get nearly the same examples right, so averaging them cannot give much. Longer cycles or a higher"
                    + " maximum rate take them further apart.";

    private final Ensemble ensemble;
    private final List<Alternative> alternatives;
    private final int output;
    private final RunProvenance provenance;
    private final Resampling resampling;
    private final Optional<ValidationBatches> validation;
    private final List<Snapshot> members;
    private final BestMember best;
    private final Lineup lineup;

    Measurement(
            Ensemble ensemble,
            List<Alternative> alternatives,
            int output,
            String data,
            Resampling resampling,
            Optional<ValidationBatches> validation) {
        this.ensemble = ensemble;
        this.alternatives = alternatives;
        this.output = output;
        this.provenance = new RunProvenance(ensemble, output, data);
        this.resampling = resampling;
        this.validation = validation;
        members = ensemble.members();
        best = BestMember.of(members);
        lineup = lineup();
    }

    /**
     * Measures.
     *
     * @throws IllegalArgumentException as {@link EnsembleEvaluator} promises
     */
    MeasuredEnsemble over(Iterator<MultiDataSet> batches) {
        checkOutputs();
        Temperatures temperatures = temperatures();
        checkArgument(batches.hasNext(), "the data must have >= 1 example, had 0");
        Iterator<BatchAnswers> answered = answers(batches);
        BatchAnswers first = answered.next();
        Scoring scoring = scoring(first.columns(), temperatures);
        Optional<WonGallery> gallery = gallery(first.columns());
        ConstantMembers constant =
                new ConstantMembers(members.stream().map(Snapshot::id).toList());
        Consumer<BatchAnswers> takeIn = answers -> {
            answers.forEachExample((label, predictions) -> {
                scoring.add(label, predictions);
                constant.add(label, predictions);
            });
            gallery.ifPresent(answers::addTo);
        };
        takeIn.accept(first);
        answered.forEachRemaining(takeIn);
        checkArgument(scoring.examples() > 0, "the data must have >= 1 example that is not masked, had 0");
        Scores scores = scoring.finish();
        Analysis analysis = scores.analysis() instanceof ClassificationAnalysis classification && gallery.isPresent()
                ? classification.withWon(gallery.get().examples())
                : scores.analysis();
        EnsembleReport report = report(scores, analysis, scoring.examples());
        Optional<String> note = constant.note().or(() -> nearCopies(analysis));
        return new MeasuredEnsemble(note.map(report::withNote).orElse(report), scores.ensemble());
    }

    private Iterator<BatchAnswers> answers(Iterator<MultiDataSet> batches) {
        AtomicLong answered = new AtomicLong();
        return Iterators.transform(batches, batch -> {
            long before = answered.getAndAdd(batch.getFeatures()[0].size(0));
            try {
                return BatchAnswers.of(ensemble, alternatives, output, batch);
            } catch (NonFiniteAnswersException e) {
                throw e.behind(before);
            }
        });
    }

    /** Of a classification: fitted to what the compared models say of the validation data, where there are any. */
    private Temperatures temperatures() {
        if (validation.isEmpty() || !ensemble.outputKind(output).isClassification()) {
            return Temperatures.NONE;
        }
        try {
            Iterator<BatchAnswers> answered = answers(validation.get().batches());
            checkArgument(answered.hasNext(), "there must be >= 1 example, were 0");
            BatchAnswers first = answered.next();
            TemperatureFit fit = new TemperatureFit(lineup, classLabels(first.columns()));
            first.forEachExample(fit::add);
            answered.forEachRemaining(answers -> answers.forEachExample(fit::add));
            return fit.fitted();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("validation data: " + e.getMessage(), e);
        }
    }

    private void checkOutputs() {
        OutputKind kind = ensemble.outputKind(output);
        checkArgument(
                kind != OutputKind.MULTILABEL,
                "output %s must predict one class an example or real values to be measured,"
                        + " predicts independent labels",
                output);
        for (Alternative alternative : alternatives) {
            checkArgument(
                    alternative.predicts(kind, output),
                    "%s must predict %s at output %s as the ensemble does, does not",
                    alternative.inWords(),
                    kind,
                    output);
        }
    }

    private Lineup lineup() {
        ImmutableList.Builder<String> names = ImmutableList.builder();
        members.forEach(member -> names.add(member.id()));
        IntStream.rangeClosed(1, members.size()).forEach(count -> names.add(growingName(count)));
        alternatives.forEach(alternative -> names.add(alternative.name()));
        ImmutableList.Builder<Rival> rivals = ImmutableList.builder();
        rivals.add(rival(Opponent.BEST_MEMBER, best.index()));
        rivals.add(rival(Opponent.LAST_MEMBER, members.size() - 1));
        for (int i = 0; i < alternatives.size(); i++) {
            Alternative alternative = alternatives.get(i);
            rivals.add(new Rival(alternative.opponent(), alternative.name(), 2 * members.size() + i));
        }
        return new Lineup(names.build(), 2 * members.size() - 1, rivals.build());
    }

    private Rival rival(Opponent opponent, int member) {
        return new Rival(opponent, members.get(member).id(), member);
    }

    private Scoring scoring(int columns, Temperatures temperatures) {
        return ensemble.outputKind(output) == OutputKind.REGRESSION
                ? new RegressionScoring(lineup, provenance.columnNames(columns), resampling)
                : new ClassificationScoring(
                        lineup,
                        classLabels(columns),
                        resampling,
                        temperatures,
                        ensemble.combiner().cascadeRule());
    }

    private ClassLabels classLabels(int columns) {
        return new ClassLabels(columns, provenance.classNames(Math.max(columns, 2)));
    }

    private Optional<WonGallery> gallery(int columns) {
        return ensemble.outputKind(output) == OutputKind.REGRESSION
                ? Optional.empty()
                : Optional.of(new WonGallery(
                        classLabels(columns), lineup.ensemble(), best.index(), ExampleImages.of(ensemble.run())));
    }

    private EnsembleReport report(Scores scores, Analysis analysis, int examples) {
        int count = members.size();
        List<MemberScore> alone = IntStream.range(0, count)
                .mapToObj(member -> score(members.get(member), scores.metrics().get(member)))
                .toList();
        List<CombinedScore> growing = IntStream.rangeClosed(1, count)
                .mapToObj(size -> new CombinedScore(
                        growingName(size), size, scores.metrics().get(count + size - 1)))
                .toList();
        Combination combination = Combination.of(
                ensemble.combiner(), members.stream().map(Snapshot::id).toList(), scores.cascade());
        return new EnsembleReport(
                provenance.of(examples, resampling),
                new CombinedScore("ensemble", count, scores.metrics().get(lineup.ensemble())),
                combination,
                alone.get(best.index()),
                best.choice(),
                alone,
                growing,
                others(Opponent.BASELINE, scores),
                others(Opponent.AVERAGED_WEIGHTS, scores).stream().findFirst(),
                scores.comparisons(),
                new VerdictRule(combination.membersAsked(), scores.comparisons(), examples).verdict(),
                analysis,
                List.of(),
                RunCurve.of(ensemble.run()));
    }

    /** The scores of the alternatives of a kind. */
    private List<CombinedScore> others(Opponent kind, Scores scores) {
        return IntStream.range(0, alternatives.size())
                .filter(i -> alternatives.get(i).opponent() == kind)
                .mapToObj(i -> new CombinedScore(
                        alternatives.get(i).name(),
                        alternatives.get(i).members(),
                        scores.metrics().get(2 * members.size() + i)))
                .toList();
    }

    private static Optional<String> nearCopies(Analysis analysis) {
        return analysis instanceof ClassificationAnalysis classification
                ? classification.diversity().filter(Diversity::nearCopies).map(copies -> NEAR_COPIES)
                : Optional.empty();
    }

    private static MemberScore score(Snapshot snapshot, Metrics metrics) {
        return new MemberScore(snapshot.id(), snapshot.cycle(), snapshot.iteration(), snapshot.learningRate(), metrics);
    }

    private static String growingName(int count) {
        return "last " + count;
    }
}
