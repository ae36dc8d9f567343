package org.snapshotensemble.evaluation.render;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.snapshotensemble.evaluation.ClassMetrics;
import org.snapshotensemble.evaluation.ClassificationAnalysis;
import org.snapshotensemble.evaluation.ClassificationComparison;
import org.snapshotensemble.evaluation.ConfusionMatrix;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.ModelScore;
import org.snapshotensemble.evaluation.render.Table.Column;

/** The tables of a classification. */
final class ClassificationTables implements TaskTables {

    /** Above this number of classes the largest confusions are listed instead of all. */
    private static final int MAX_MATRIX_CLASSES = 20;

    private static final int MAX_CONFUSIONS = 20;

    private static final ImmutableList<Column> FIGURES = ImmutableList.of(
            Column.numbers("accuracy"),
            Column.numbers("95 % interval"),
            Column.numbers("log loss"),
            Column.numbers("Brier"),
            Column.numbers("macro F1"));

    private final EnsembleReport report;
    private final List<ClassificationComparison> comparisons;
    private final AnalysisTables analysis;

    ClassificationTables(EnsembleReport report) {
        this.report = report;
        this.comparisons = report.comparisons().stream()
                .map(ClassificationComparison.class::cast)
                .collect(ImmutableList.toImmutableList());
        this.analysis = new AnalysisTables(
                (ClassificationAnalysis) report.analysis(), report.ensemble().logLoss());
    }

    @Override
    public List<Table> main() {
        ImmutableList.Builder<Table> main = ImmutableList.builder();
        main.add(
                new Table(
                        "models",
                        "Models",
                        columns("model", FIGURES),
                        TaskTables.modelRows(report, ClassificationTables::figures)),
                accuracyDifferences(),
                logLossDifferences());
        temperedLogLossDifferences().ifPresent(main::add);
        return main.build();
    }

    @Override
    public List<Table> details() {
        ImmutableList.Builder<Table> details = ImmutableList.builder();
        details.add(new Table(
                "growing",
                "The ensemble of the last members",
                columns("members", FIGURES),
                TaskTables.growingRows(report, ClassificationTables::figures)));
        details.addAll(analysis.tables());
        details.add(perClass());
        details.add(report.ensemble().confusion().classes() <= MAX_MATRIX_CLASSES ? confusionMatrix() : confusions());
        return details.build();
    }

    @Override
    public List<String> definitions() {
        return ImmutableList.<String>builder()
                .add(
                        "Accuracy is the share of examples whose most probable class is their label; its interval is Wilson's.",
                        "Log loss is the mean of -ln of the true class's probability, clipped at 2.2e-16. Brier is the mean"
                                + " over examples of the squared differences summed over classes, from 0 to 2. Of both, less is"
                                + " better.",
                        "Macro F1 is the plain mean of the F1 of the classes that occur as a label or a prediction.",
                        "A difference is the ensemble's figure minus the other's, with the 95 % percentile interval of the"
                                + " paired bootstrap.",
                        "Won are the examples that only the ensemble gets right, lost those that only the other does. McNemar's"
                                + " exact test asks how likely so uneven a share is where neither is better.")
                .addAll(AnalysisTables.DEFINITIONS)
                .build();
    }

    private Table accuracyDifferences() {
        return new Table(
                "accuracy-differences",
                "Accuracy: ensemble minus single, in points",
                columns(
                        "against",
                        List.of(
                                Column.numbers("difference"),
                                Column.numbers("95 % interval"),
                                Column.numbers("won"),
                                Column.numbers("lost"),
                                Column.numbers("McNemar p"))),
                comparisons.stream()
                        .map(comparison -> List.of(
                                TaskTables.opponent(comparison),
                                Figures.points(comparison.accuracy().value()),
                                Figures.points(comparison.accuracy().interval()),
                                Integer.toString(comparison.mcNemar().onlyEnsembleRight()),
                                Integer.toString(comparison.mcNemar().onlyOtherRight()),
                                Figures.probability(comparison.mcNemar().pValue())))
                        .toList());
    }

    private Table logLossDifferences() {
        return new Table(
                "log-loss-differences",
                "Log loss: ensemble minus single",
                columns("against", List.of(Column.numbers("difference"), Column.numbers("95 % interval"))),
                comparisons.stream()
                        .map(comparison -> List.of(
                                TaskTables.opponent(comparison),
                                Figures.change(comparison.logLoss().value()),
                                Figures.change(comparison.logLoss().interval())))
                        .toList());
    }

    /** Where temperatures were fitted. */
    private Optional<Table> temperedLogLossDifferences() {
        List<List<String>> rows = comparisons.stream()
                .flatMap(comparison -> comparison.tempered().stream()
                        .map(tempered -> List.of(
                                TaskTables.opponent(comparison),
                                Figures.temperature(tempered.temperature()),
                                Figures.change(tempered.logLoss().value()),
                                Figures.change(tempered.logLoss().interval()))))
                .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Table(
                        "tempered-log-loss-differences",
                        "Log loss, each at its own temperature: ensemble minus single",
                        columns(
                                "against",
                                List.of(
                                        Column.numbers("temperature"),
                                        Column.numbers("difference"),
                                        Column.numbers("95 % interval"))),
                        rows));
    }

    private Table perClass() {
        return new Table(
                "classes",
                "The ensemble, class by class",
                columns(
                        "class",
                        List.of(
                                Column.numbers("examples"),
                                Column.numbers("precision"),
                                Column.numbers("recall"),
                                Column.numbers("F1"))),
                report.ensemble().perClass().stream()
                        .map(metrics -> List.of(
                                Figures.plain(metrics.name()),
                                Integer.toString(metrics.support()),
                                Figures.score(metrics.precision()),
                                Figures.score(metrics.recall()),
                                Figures.score(metrics.f1())))
                        .toList());
    }

    private Table confusionMatrix() {
        ConfusionMatrix matrix = report.ensemble().confusion();
        List<String> names = classNames();
        return new Table(
                "confusion",
                "Confusions of the ensemble: labels by predictions",
                columns("label", names.stream().map(Column::numbers).toList()),
                IntStream.range(0, matrix.classes())
                        .mapToObj(actual -> ImmutableList.<String>builder()
                                .add(names.get(actual))
                                .addAll(IntStream.range(0, matrix.classes())
                                        .mapToObj(predicted -> Integer.toString(matrix.count(actual, predicted)))
                                        .toList())
                                .build())
                        .<List<String>>map(row -> row)
                        .toList());
    }

    private Table confusions() {
        List<String> names = classNames();
        List<Confusion> largest = largestConfusions(report.ensemble().confusion());
        return new Table(
                "confusion",
                largest.size() < MAX_CONFUSIONS
                        ? "The ensemble's confusions, all of them"
                        : "The ensemble's " + MAX_CONFUSIONS + " most frequent confusions",
                List.of(Column.words("label"), Column.words("predicted as"), Column.numbers("examples")),
                largest.stream()
                        .map(confusion -> List.of(
                                names.get(confusion.actual()),
                                names.get(confusion.predicted()),
                                Integer.toString(confusion.examples())))
                        .toList());
    }

    private static List<Confusion> largestConfusions(ConfusionMatrix matrix) {
        return IntStream.range(0, matrix.classes())
                .boxed()
                .flatMap(actual -> IntStream.range(0, matrix.classes())
                        .filter(predicted -> predicted != actual && matrix.count(actual, predicted) > 0)
                        .mapToObj(predicted -> new Confusion(actual, predicted, matrix.count(actual, predicted))))
                .sorted(Comparator.comparingInt(Confusion::examples).reversed())
                .limit(MAX_CONFUSIONS)
                .toList();
    }

    private List<String> classNames() {
        return report.ensemble().perClass().stream()
                .map(ClassMetrics::name)
                .map(Figures::plain)
                .toList();
    }

    private static List<Column> columns(String first, List<Column> rest) {
        return Streams.concat(List.of(Column.words(first)).stream(), rest.stream())
                .toList();
    }

    private static List<String> figures(ModelScore score) {
        return List.of(
                Figures.percent(score.accuracy()),
                Figures.percent(score.accuracyInterval()),
                Figures.score(score.logLoss()),
                Figures.score(score.brier()),
                Figures.score(score.macroF1()));
    }

    private record Confusion(int actual, int predicted, int examples) {}
}
