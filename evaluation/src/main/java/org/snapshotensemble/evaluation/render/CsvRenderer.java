package org.snapshotensemble.evaluation.render;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.snapshotensemble.evaluation.Combination;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.Interval;
import org.snapshotensemble.evaluation.MemberScore;
import org.snapshotensemble.evaluation.ModelScore;
import org.snapshotensemble.evaluation.RegressionMetrics;

/**
 * Writes the figures of each member, and last of the ensemble, as CSV: one line a model, in full double precision,
 * comma-separated, lines ended by a line feed; a member's weight is its share of the ensemble, empty where the rule has no
 * weights. A name that a spreadsheet would take for a formula gets an apostrophe in
 * front.
 */
public final class CsvRenderer implements ReportRenderer {

    private static final List<String> MODEL_COLUMNS = List.of("name", "cycle", "iteration", "learning_rate");
    private static final List<String> CLASSIFICATION_COLUMNS =
            List.of("accuracy", "accuracy_low", "accuracy_high", "log_loss", "brier", "macro_f1");
    private static final List<String> REGRESSION_COLUMNS = List.of("rmse", "rmse_low", "rmse_high", "mae", "r2");
    private static final List<String> COST_COLUMNS = List.of("weight", "members_asked");

    @Override
    public void render(EnsembleReport report, Appendable out) throws IOException {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            boolean regression = report.ensemble().metrics() instanceof RegressionMetrics;
            csv.writeRecord(
                    concat(MODEL_COLUMNS, regression ? REGRESSION_COLUMNS : CLASSIFICATION_COLUMNS, COST_COLUMNS));
            Combination combination = report.combination();
            for (int i = 0; i < report.members().size(); i++) {
                MemberScore member = report.members().get(i);
                csv.writeRecord(concat(
                        List.of(
                                SpreadsheetText.harmless(member.name()),
                                Integer.toString(member.cycle()),
                                Integer.toString(member.iteration()),
                                Double.toString(member.learningRate())),
                        figures(member),
                        List.of(weight(combination, i), Double.toString(1))));
            }
            csv.writeRecord(concat(
                    List.of("ensemble", "", "", ""),
                    figures(report.ensemble()),
                    List.of("", Double.toString(combination.membersAsked().mean()))));
        }
        out.append(text.getBuffer());
    }

    /** A member's share; empty where the rule has no weights. */
    private static String weight(Combination combination, int member) {
        return combination.weights().isEmpty()
                ? ""
                : Double.toString(combination.weights().get(member).share());
    }

    private static List<String> figures(ModelScore score) {
        return score.metrics() instanceof RegressionMetrics
                ? numbers(score.rmse(), score.rmseInterval(), score.mae(), score.r2())
                : numbers(score.accuracy(), score.accuracyInterval(), score.logLoss(), score.brier(), score.macroF1());
    }

    private static List<String> numbers(double figure, Interval interval, double... others) {
        ImmutableList.Builder<String> numbers = ImmutableList.builder();
        numbers.add(Double.toString(figure), Double.toString(interval.low()), Double.toString(interval.high()));
        for (double other : others) {
            numbers.add(Double.toString(other));
        }
        return numbers.build();
    }

    private static List<String> concat(List<String> first, List<String> second, List<String> third) {
        return Streams.concat(first.stream(), second.stream(), third.stream()).toList();
    }
}
