package org.snapshotensemble.evaluation;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.snapshotensemble.ensemble.CascadeRule;
import org.snapshotensemble.validation.Temperature;

/** The scoring of classifiers. */
final class ClassificationScoring implements Scoring {

    private final Lineup lineup;
    private final ClassLabels labels;
    private final Resampling resampling;
    private final List<ClassificationTally> tallies;
    private final ClassificationAnalyst analyst;
    private final Optional<CascadeMeasurement> cascade;
    private int examples;

    /**
     * A scoring without examples.
     *
     * @param temperature what to measure the ensemble's probabilities at besides
     * @param cascade the ensemble's rule, where it is a cascade
     */
    ClassificationScoring(
            Lineup lineup,
            ClassLabels labels,
            Resampling resampling,
            Optional<Temperature> temperature,
            Optional<CascadeRule> cascade) {
        this.lineup = lineup;
        this.labels = labels;
        this.resampling = resampling;
        ImmutableList.Builder<ClassificationTally> builder = ImmutableList.builder();
        for (int model = 0; model < lineup.models().size(); model++) {
            String name = lineup.models().get(model);
            builder.add(
                    lineup.isCompared(model)
                            ? ClassificationTally.ofExamples(name, labels.classes())
                            : ClassificationTally.ofSums(name, labels.classes()));
        }
        tallies = builder.build();
        analyst = new ClassificationAnalyst(labels.classes(), temperature);
        this.cascade = cascade.map(CascadeMeasurement::new);
    }

    @Override
    public void add(double[] label, double[][] predictions) {
        int actual = labels.classOf(label, examples);
        List<double[]> answers =
                Arrays.stream(predictions).map(labels::probabilities).toList();
        for (int model = 0; model < answers.size(); model++) {
            tallies.get(model).add(actual, answers.get(model));
        }
        analyst.add(actual, answers.subList(0, lineup.members()), answers.get(lineup.ensemble()));
        cascade.ifPresent(measured -> measured.add(List.of(predictions).subList(0, lineup.members()), actual));
        examples++;
    }

    @Override
    public int examples() {
        return examples;
    }

    @Override
    public Scores finish() {
        List<Metrics> metrics = new ArrayList<>();
        for (ClassificationTally tally : tallies) {
            metrics.add(tally.metrics(labels.classNames()));
        }
        List<Integer> compared = compared();
        List<double[]> losses =
                compared.stream().map(model -> tallies.get(model).logLosses()).toList();
        List<BitSet> right = tallies.subList(0, lineup.members()).stream()
                .map(ClassificationTally::right)
                .toList();
        return new Scores(
                metrics,
                compare(metrics, compared, losses),
                analyst.analysis(right),
                cascade.map(measured -> measured.figures(lineup.models())),
                ExampleScores.ofClassification(tallies.get(lineup.ensemble()).right(), losses.get(0)));
    }

    /** The ensemble, and the models that it is compared with. */
    private List<Integer> compared() {
        List<Integer> compared = new ArrayList<>(List.of(lineup.ensemble()));
        lineup.rivals().stream()
                .map(Rival::model)
                .filter(model -> !compared.contains(model))
                .forEach(compared::add);
        return compared;
    }

    private List<Comparison> compare(List<Metrics> metrics, List<Integer> compared, List<double[]> losses) {
        ResampledMeans logLosses = ResampledMeans.of(losses, resampling.resamples(), resampling.seed());
        ImmutableList.Builder<Comparison> comparisons = ImmutableList.builder();
        for (Rival rival : lineup.rivals()) {
            int other = compared.indexOf(rival.model());
            Interval logLossInterval = logLosses.interval(
                    resample -> logLosses.mean(0, resample) - logLosses.mean(other, resample), Interval.REPORT_LEVEL);
            double logLoss = logLossOf(metrics.get(lineup.ensemble())) - logLossOf(metrics.get(rival.model()));
            McNemar mcNemar = new McNemar(
                    tallies.get(lineup.ensemble()).rightWhereWrong(tallies.get(rival.model())),
                    tallies.get(rival.model()).rightWhereWrong(tallies.get(lineup.ensemble())));
            comparisons.add(new ClassificationComparison(
                    rival.opponent(),
                    rival.name(),
                    PairedDifference.ofAccuracies(examples, mcNemar),
                    mcNemar,
                    new PairedDifference(logLoss, logLossInterval)));
        }
        return comparisons.build();
    }

    private static double logLossOf(Metrics metrics) {
        return ((ClassificationMetrics) metrics).logLoss();
    }
}
