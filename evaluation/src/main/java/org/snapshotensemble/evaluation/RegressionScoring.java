package org.snapshotensemble.evaluation;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.snapshotensemble.evaluation.example.FitSample;
import org.snapshotensemble.evaluation.uncertainty.CoverageTally;

/** The scoring of regression models. Keeps the labels, one squared error an example and model, and a sample to show. */
final class RegressionScoring implements Scoring {

    /** Pictures of more columns would be more than anyone looks at. */
    private static final int MOST_FITS = 4;

    private final Lineup lineup;
    private final List<String> columnNames;
    private final Resampling resampling;
    private final List<RegressionTally> tallies;
    private final List<DoubleStream.Builder> labelColumns;
    private final List<FitTally> fits;
    private final CoverageTally coverage = new CoverageTally();
    private int examples;

    RegressionScoring(Lineup lineup, List<String> columnNames, Resampling resampling) {
        this.lineup = lineup;
        this.columnNames = ImmutableList.copyOf(columnNames);
        this.resampling = resampling;
        tallies = lineup.models().stream()
                .map(name -> new RegressionTally(name, columnNames.size()))
                .toList();
        labelColumns =
                Stream.generate(DoubleStream::builder).limit(columnNames.size()).toList();
        fits = Stream.generate(FitTally::new)
                .limit(Math.min(columnNames.size(), MOST_FITS))
                .toList();
    }

    @Override
    public void add(double[] label, double[][] predictions) {
        check(label);
        for (int column = 0; column < label.length; column++) {
            labelColumns.get(column).add(label[column]);
        }
        for (int model = 0; model < predictions.length; model++) {
            tallies.get(model).add(label, predictions[model]);
        }
        for (int column = 0; column < fits.size(); column++) {
            fits.get(column).add(label[column], predictions[lineup.ensemble()][column]);
        }
        coverage.add(List.of(predictions).subList(0, lineup.members()), label);
        examples++;
    }

    @Override
    public int examples() {
        return examples;
    }

    @Override
    public Scores finish() {
        LabelVariation labels = LabelVariation.of(
                columnNames,
                labelColumns.stream().map(column -> column.build().toArray()).toList());
        List<double[]> squares =
                tallies.stream().map(RegressionTally::meanSquares).toList();
        ResampledMeans means = ResampledMeans.of(squares, resampling.resamples(), resampling.seed());
        ImmutableList.Builder<Metrics> metrics = ImmutableList.builder();
        for (int model = 0; model < tallies.size(); model++) {
            int measured = model;
            metrics.add(tallies.get(model)
                    .metrics(
                            labels,
                            means.interval(
                                    resample -> Math.sqrt(means.mean(measured, resample)), Interval.REPORT_LEVEL)));
        }
        List<Metrics> measured = metrics.build();
        List<FitSample> samples = IntStream.range(0, fits.size())
                .mapToObj(column -> fits.get(column).sample(columnNames.get(column)))
                .toList();
        return new Scores(
                measured,
                compare(measured, means),
                new RegressionAnalysis(coverage.coverage(), samples),
                Optional.empty(),
                ExampleScores.ofRegression(squares.get(lineup.ensemble())));
    }

    private List<Comparison> compare(List<Metrics> metrics, ResampledMeans means) {
        ImmutableList.Builder<Comparison> comparisons = ImmutableList.builder();
        for (Rival rival : lineup.rivals()) {
            Interval interval = means.interval(
                    resample -> Math.sqrt(means.mean(lineup.ensemble(), resample))
                            - Math.sqrt(means.mean(rival.model(), resample)),
                    Interval.REPORT_LEVEL);
            double difference = rmseOf(metrics.get(lineup.ensemble())) - rmseOf(metrics.get(rival.model()));
            comparisons.add(new RegressionComparison(
                    rival.opponent(), rival.name(), new PairedDifference(difference, interval)));
        }
        return comparisons.build();
    }

    private void check(double[] label) {
        if (label.length != columnNames.size()) {
            throw new IllegalArgumentException(
                    "row %s: label must have %s columns, had %s".formatted(examples, columnNames.size(), label.length));
        }
        for (int column = 0; column < label.length; column++) {
            if (!Double.isFinite(label[column])) {
                throw new IllegalArgumentException(
                        "row %s: label of column %s must be finite, was %s".formatted(examples, column, label[column]));
            }
        }
    }

    private static double rmseOf(Metrics metrics) {
        return ((RegressionMetrics) metrics).rmse();
    }
}
