package org.snapshotensemble.evaluation;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.commons.numbers.core.Sum;
import org.snapshotensemble.ensemble.CascadeRule;

/** The scoring of classifiers. */
final class ClassificationScoring implements Scoring {

    private final Lineup lineup;
    private final ClassLabels labels;
    private final Resampling resampling;
    private final Temperatures temperatures;
    private final List<Integer> compared;
    private final List<ClassificationTally> tallies;
    private final ClassificationAnalyst analyst;
    private final Optional<CascadeMeasurement> cascade;
    private int examples;

    /**
     * A scoring without examples.
     *
     * @param temperatures what to measure the compared models' probabilities at besides
     * @param cascade the ensemble's rule, where it is a cascade
     */
    ClassificationScoring(
            Lineup lineup,
            ClassLabels labels,
            Resampling resampling,
            Temperatures temperatures,
            Optional<CascadeRule> cascade) {
        this.lineup = lineup;
        this.labels = labels;
        this.resampling = resampling;
        this.temperatures = temperatures;
        compared = lineup.compared();
        ImmutableList.Builder<ClassificationTally> builder = ImmutableList.builder();
        for (int model = 0; model < lineup.models().size(); model++) {
            String name = lineup.models().get(model);
            builder.add(
                    compared.contains(model)
                            ? ClassificationTally.ofExamples(name, labels.classes(), temperatures.of(model))
                            : ClassificationTally.ofSums(name, labels.classes()));
        }
        tallies = builder.build();
        analyst = new ClassificationAnalyst(labels.classes(), temperatures.of(lineup.ensemble()));
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
        List<double[]> losses =
                compared.stream().map(model -> tallies.get(model).logLosses()).toList();
        List<BitSet> right = tallies.subList(0, lineup.members()).stream()
                .map(ClassificationTally::right)
                .toList();
        return new Scores(
                metrics,
                compare(metrics, losses),
                analyst.analysis(right),
                cascade.map(measured -> measured.figures(lineup.models())),
                ExampleScores.ofClassification(tallies.get(lineup.ensemble()).right(), losses.get(0)));
    }

    private List<Comparison> compare(List<Metrics> metrics, List<double[]> losses) {
        List<double[]> tempered = compared.stream()
                .flatMap(model -> tallies.get(model).temperedLogLosses().stream())
                .toList();
        ResampledMeans means = ResampledMeans.of(
                ImmutableList.<double[]>builder()
                        .addAll(losses)
                        .addAll(tempered)
                        .build(),
                resampling.resamples(),
                resampling.seed());
        ImmutableList.Builder<Comparison> comparisons = ImmutableList.builder();
        for (Rival rival : lineup.rivals()) {
            int other = compared.indexOf(rival.model());
            double logLoss = logLossOf(metrics.get(lineup.ensemble())) - logLossOf(metrics.get(rival.model()));
            McNemar mcNemar = new McNemar(
                    tallies.get(lineup.ensemble()).rightWhereWrong(tallies.get(rival.model())),
                    tallies.get(rival.model()).rightWhereWrong(tallies.get(lineup.ensemble())));
            comparisons.add(new ClassificationComparison(
                    rival.opponent(),
                    rival.name(),
                    PairedDifference.ofAccuracies(examples, mcNemar),
                    mcNemar,
                    new PairedDifference(logLoss, interval(means, 0, other)),
                    temperatures
                            .of(rival.model())
                            .map(temperature -> new TemperedComparison(
                                    temperature.value(),
                                    new PairedDifference(
                                            mean(tempered.get(0)) - mean(tempered.get(other)),
                                            interval(means, losses.size(), losses.size() + other))))));
        }
        return comparisons.build();
    }

    /** Of the mean of one column of losses minus that of another. */
    private static Interval interval(ResampledMeans means, int one, int other) {
        return means.interval(
                resample -> means.mean(one, resample) - means.mean(other, resample), Interval.REPORT_LEVEL);
    }

    private static double mean(double... losses) {
        return Sum.of(losses).getAsDouble() / losses.length;
    }

    private static double logLossOf(Metrics metrics) {
        return ((ClassificationMetrics) metrics).logLoss();
    }
}
