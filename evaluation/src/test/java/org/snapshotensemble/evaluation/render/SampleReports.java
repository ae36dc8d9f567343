package org.snapshotensemble.evaluation.render;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.snapshotensemble.ensemble.CascadePoint;
import org.snapshotensemble.evaluation.BestMemberChoice;
import org.snapshotensemble.evaluation.CascadeFigures;
import org.snapshotensemble.evaluation.ClassificationAnalysis;
import org.snapshotensemble.evaluation.ClassificationComparison;
import org.snapshotensemble.evaluation.ClassificationMetrics;
import org.snapshotensemble.evaluation.ColumnMetrics;
import org.snapshotensemble.evaluation.Combination;
import org.snapshotensemble.evaluation.CombinedScore;
import org.snapshotensemble.evaluation.ConfusionMatrix;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.Interval;
import org.snapshotensemble.evaluation.McNemar;
import org.snapshotensemble.evaluation.MemberScore;
import org.snapshotensemble.evaluation.MemberWeight;
import org.snapshotensemble.evaluation.MembersAsked;
import org.snapshotensemble.evaluation.Metrics;
import org.snapshotensemble.evaluation.Opponent;
import org.snapshotensemble.evaluation.PairedDifference;
import org.snapshotensemble.evaluation.Provenance;
import org.snapshotensemble.evaluation.Recommendation;
import org.snapshotensemble.evaluation.RegressionAnalysis;
import org.snapshotensemble.evaluation.RegressionComparison;
import org.snapshotensemble.evaluation.RegressionMetrics;
import org.snapshotensemble.evaluation.TemperedComparison;
import org.snapshotensemble.evaluation.TemperedFigures;
import org.snapshotensemble.evaluation.Verdict;
import org.snapshotensemble.evaluation.calibration.Calibration;
import org.snapshotensemble.evaluation.calibration.ReliabilityBin;
import org.snapshotensemble.evaluation.diversity.Diversity;
import org.snapshotensemble.evaluation.diversity.MemberPair;
import org.snapshotensemble.evaluation.example.FitSample;
import org.snapshotensemble.evaluation.uncertainty.ClassUncertainty;
import org.snapshotensemble.evaluation.uncertainty.Coverage;
import org.snapshotensemble.evaluation.uncertainty.MeanUncertainty;

/** Small reports of made-up figures. */
final class SampleReports {

    static final String BASELINE = "step_decay(initial=0.1,factor=0.1,every=1000)";

    private SampleReports() {}

    static EnsembleReport classification() {
        return classification("cat", "dog", "owl");
    }

    /** The same figures with other class names. */
    static EnsembleReport classification(String first, String second, String third) {
        List<String> names = List.of(first, second, third);
        Metrics one = metrics(names, 0.2104, 0.1302, new int[][] {{62, 5, 3}, {6, 58, 6}, {2, 4, 54}});
        Metrics two = metrics(names, 0.1873, 0.1189, new int[][] {{64, 4, 2}, {5, 60, 5}, {2, 4, 54}});
        Metrics three = metrics(names, 0.1815, 0.1192, new int[][] {{63, 4, 3}, {4, 62, 4}, {3, 3, 54}});
        Metrics lastTwo = metrics(names, 0.1622, 0.1073, new int[][] {{65, 3, 2}, {4, 62, 4}, {2, 3, 55}});
        Metrics all = metrics(names, 0.1518, 0.0994, new int[][] {{66, 3, 1}, {4, 63, 3}, {2, 2, 56}});
        Metrics step = metrics(names, 0.1799, 0.1155, new int[][] {{64, 3, 3}, {4, 62, 4}, {2, 4, 54}});
        MemberScore best = new MemberScore("cycle-0002", 1, 799, 2.5e-6, two);
        return new EnsembleReport(
                provenance(),
                new CombinedScore("ensemble", 3, all),
                best,
                BestMemberChoice.VALIDATION_ACCURACY,
                List.of(
                        new MemberScore("cycle-0001", 0, 399, 2.5e-6, one),
                        best,
                        new MemberScore("cycle-0003", 2, 1199, 2.5e-6, three)),
                List.of(
                        new CombinedScore("last 1", 1, three),
                        new CombinedScore("last 2", 2, lastTwo),
                        new CombinedScore("last 3", 3, all)),
                List.of(new CombinedScore(BASELINE, 1, step)),
                List.of(
                        tempered(
                                comparison(
                                        Opponent.BEST_MEMBER, "cycle-0002", 9, 2, 0, 0.065, -0.0355, -0.0581, -0.0129),
                                1.62,
                                -0.0219),
                        tempered(
                                comparison(
                                        Opponent.LAST_MEMBER,
                                        "cycle-0003",
                                        8,
                                        2,
                                        -0.005,
                                        0.06,
                                        -0.0297,
                                        -0.0502,
                                        -0.0092),
                                1.5473,
                                -0.0184),
                        tempered(
                                comparison(Opponent.BASELINE, BASELINE, 9, 4, -0.01, 0.06, -0.0281, -0.0493, -0.0069),
                                0.988,
                                -0.0336)),
                new Verdict(
                        Recommendation.ENSEMBLE_FOR_PROBABILITIES,
                        "Ensemble if you use the probabilities: they are better, but no gain in accuracy is shown"
                                + " (accuracy +2.50 points, 95 % interval -1.00 to +6.00, p = 0.2668)."),
                analysis());
    }

    static EnsembleReport regression() {
        Metrics one = regression(2.345678, 2.1, 2.6, 1.75, 0.81);
        Metrics two = regression(2.2, 1.95, 2.4501, 1.6, 0.8333);
        Metrics both = regression(1.98, 1.7, 2.2, 1.41, 0.87);
        MemberScore last = new MemberScore("cycle-0002", 1, 99, 0.001, two);
        return new EnsembleReport(
                provenance(),
                new CombinedScore("ensemble", 2, both),
                last,
                BestMemberChoice.LAST_MEMBER,
                List.of(new MemberScore("cycle-0001", 0, 49, 0.001, one), last),
                List.of(new CombinedScore("last 1", 1, two), new CombinedScore("last 2", 2, both)),
                List.of(),
                List.of(regressionComparison(Opponent.BEST_MEMBER), regressionComparison(Opponent.LAST_MEMBER)),
                new Verdict(Recommendation.ENSEMBLE, "Ensemble: it is better."),
                new RegressionAnalysis(new Coverage(0.61, 0.4475), List.of(fit("height"), fit("weight"))));
    }

    private static FitSample fit(String column) {
        return new FitSample(
                column,
                IntStream.range(0, 20)
                        .mapToObj(place -> new FitSample.Point(150 + 2.5 * place, 152 + 2.4 * place - place % 3))
                        .toList(),
                200);
    }

    /** The classification, of a cascade that asks 1.34 members. */
    static EnsembleReport cascade() {
        CascadePoint used = new CascadePoint(0.9, 0.925, 1.34);
        return combined(
                classification(),
                "cascade",
                new Combination(
                        new MembersAsked(1.34, 3),
                        List.of(),
                        Optional.of(new CascadeFigures(
                                List.of("cycle-0003", "cycle-0001", "cycle-0002"),
                                used,
                                0.93,
                                List.of(
                                        new CascadePoint(0.4125, 0.895, 1),
                                        new CascadePoint(0.75, 0.905, 1.1),
                                        used,
                                        new CascadePoint(0.99999994, 0.93, 2.5),
                                        new CascadePoint(1, 0.93, 2.95))))));
    }

    /** The regression, of members that count 3 times and once. */
    static EnsembleReport greedy() {
        return combined(
                regression(),
                "greedy",
                new Combination(
                        MembersAsked.all(2),
                        List.of(new MemberWeight("cycle-0001", 3, 0.75), new MemberWeight("cycle-0002", 1, 0.25)),
                        Optional.empty()));
    }

    /** The classification, with one network of averaged weights beside it. */
    static EnsembleReport averaged() {
        EnsembleReport report = classification();
        return new EnsembleReport(
                report.provenance(),
                report.ensemble(),
                report.combination(),
                report.bestMember(),
                report.bestMemberChoice(),
                report.members(),
                report.growing(),
                report.baselines(),
                Optional.of(new CombinedScore(
                        "averaged weights", 1, report.growing().get(1).metrics())),
                report.comparisons(),
                report.verdict(),
                report.analysis(),
                report.notes(),
                report.curve());
    }

    /** The classification, of weights of which one is zero. */
    static EnsembleReport weights() {
        return combined(
                classification(),
                "weights",
                new Combination(
                        new MembersAsked(2, 3),
                        List.of(
                                new MemberWeight("cycle-0001", 0, 0),
                                new MemberWeight("cycle-0002", 0.625, 0.625),
                                new MemberWeight("cycle-0003", 0.375, 0.375)),
                        Optional.empty()));
    }

    private static EnsembleReport combined(EnsembleReport report, String rule, Combination combination) {
        return new EnsembleReport(
                provenance(rule),
                report.ensemble(),
                combination,
                report.bestMember(),
                report.bestMemberChoice(),
                report.members(),
                report.growing(),
                report.baselines(),
                report.comparisons(),
                report.verdict(),
                report.analysis(),
                report.notes());
    }

    /** With two notes. */
    static EnsembleReport flattering() {
        return ofConfusion(new int[][] {{8, 2}, {1, 9}})
                .withNote("These figures flatter: the run was trained on a part of csv:my_flowers.csv.")
                .withNote("Two of the <classes> have no example.");
    }

    /** One member of many classes. */
    static EnsembleReport ofConfusion(int[][] counts) {
        return ofConfusion(provenance(), counts);
    }

    static EnsembleReport ofConfusion(Provenance provenance, int[][] counts) {
        List<String> names =
                IntStream.range(0, counts.length).mapToObj(Integer::toString).toList();
        Metrics metrics = metrics(names, 0.2, 0.1, counts);
        MemberScore member = new MemberScore("cycle-0001", 0, 9, 0.1, metrics);
        CombinedScore ensemble = new CombinedScore("ensemble", 1, metrics);
        return new EnsembleReport(
                provenance,
                ensemble,
                member,
                BestMemberChoice.LAST_MEMBER,
                List.of(member),
                List.of(ensemble),
                List.of(),
                List.of(),
                new Verdict(Recommendation.DO_NOT_ENSEMBLE, "Do not ensemble."),
                new ClassificationAnalysis(
                        new Calibration(List.of(new ReliabilityBin(0, 1, 200, 0.9, 0.85)), 0.02),
                        Optional.empty(),
                        new MeanUncertainty(new ClassUncertainty(0.1, 0), new ClassUncertainty(Double.NaN, Double.NaN)),
                        Optional.empty()));
    }

    private static ClassificationAnalysis analysis() {
        return new ClassificationAnalysis(
                new Calibration(
                        List.of(
                                new ReliabilityBin(0, 0.5, 0, Double.NaN, Double.NaN),
                                new ReliabilityBin(0.5, 1, 200, 0.96, 0.925)),
                        0.0301),
                Optional.of(new TemperedFigures(
                        1.25,
                        0.1463,
                        new Calibration(
                                List.of(
                                        new ReliabilityBin(0, 0.5, 2, 0.48, 0.5),
                                        new ReliabilityBin(0.5, 1, 198, 0.934, 0.929)),
                                0.0187))),
                new MeanUncertainty(new ClassUncertainty(0.1312, 0.0155), new ClassUncertainty(0.6021, 0.1213)),
                Optional.of(new Diversity(List.of(
                        new MemberPair(0, 1, 168, 6, 10, 16),
                        new MemberPair(0, 2, 166, 8, 13, 13),
                        new MemberPair(1, 2, 170, 8, 9, 13)))));
    }

    private static Provenance provenance() {
        return provenance("mean");
    }

    private static Provenance provenance(String rule) {
        return new Provenance(
                "runs/mine",
                Optional.empty(),
                "digits (SHA-256 0011aabb)",
                "digits, test part",
                "snapshot_cosine(max=0.1,total=1200,cycles=3)",
                OptionalLong.of(7),
                rule,
                Map.of("java", "17.0.15", "deeplearning4j", "1.0.0-M2.1"),
                "Linux amd64, 2 processors",
                "began 2026-03-01 12:30:05 UTC, took 1 min 02 s",
                0,
                1,
                200,
                10_000,
                1);
    }

    private static Metrics metrics(List<String> names, double logLoss, double brier, int[][] confusion) {
        return new ClassificationMetrics(ConfusionMatrix.of(confusion), names, logLoss, brier);
    }

    private static Metrics regression(double rmse, double low, double high, double mae, double r2) {
        return new RegressionMetrics(
                200,
                rmse,
                new Interval(low, high, 0.95),
                mae,
                r2,
                List.of(
                        new ColumnMetrics("height", rmse / 2, mae / 2, r2),
                        new ColumnMetrics("weight", rmse * 1.5, mae * 1.5, r2)));
    }

    private static ClassificationComparison comparison(
            Opponent opponent,
            String against,
            int onlyEnsemble,
            int onlyOther,
            double low,
            double high,
            double logLoss,
            double logLossLow,
            double logLossHigh) {
        return new ClassificationComparison(
                opponent,
                against,
                new PairedDifference((onlyEnsemble - onlyOther) / 200.0, new Interval(low, high, 0.95)),
                new McNemar(onlyEnsemble, onlyOther),
                new PairedDifference(logLoss, new Interval(logLossLow, logLossHigh, 0.95)));
    }

    private static ClassificationComparison tempered(
            ClassificationComparison comparison, double temperature, double logLoss) {
        return new ClassificationComparison(
                comparison.opponent(),
                comparison.against(),
                comparison.accuracy(),
                comparison.mcNemar(),
                comparison.logLoss(),
                Optional.of(new TemperedComparison(
                        temperature,
                        new PairedDifference(logLoss, new Interval(logLoss - 0.0175, logLoss + 0.0177, 0.95)))));
    }

    private static RegressionComparison regressionComparison(Opponent opponent) {
        return new RegressionComparison(
                opponent, "cycle-0002", new PairedDifference(-0.22, new Interval(-0.3, -0.14, 0.95)));
    }
}
