package org.snapshotensemble.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.snapshotensemble.averaging.Averaged;
import org.snapshotensemble.averaging.MemberFigures;
import org.snapshotensemble.averaging.OtherFigures;
import org.snapshotensemble.snapshot.ValidationFigures;
import org.snapshotensemble.snapshot.ValidationFigures.OfClassification;
import org.snapshotensemble.snapshot.ValidationFigures.OfRegression;

/** The table of an average of weights and of the members that it was made of. */
final class AverageText {

    private static final String CLASSIFICATION = "%-12s  %10s  %10s  %10s  %10s  %s";
    private static final String REGRESSION = "%-12s  %16s  %16s  %s";

    private final PrintWriter out;

    AverageText(PrintWriter out) {
        this.out = out;
    }

    /** Prints a row for each member and one for the average. */
    void print(AverageMethod method, Averaged averaged, OtherFigures test) {
        if (averaged.validation() instanceof OfRegression) {
            line(REGRESSION, "", "validation", "test", "");
            line(REGRESSION, "", "squared error", "squared error", "averaged");
        } else {
            line(CLASSIFICATION, "", "validation", "", "test", "", "");
            line(CLASSIFICATION, "", "accuracy", "log loss", "accuracy", "log loss", "averaged");
        }
        List<MemberFigures> members = averaged.members();
        for (int i = 0; i < members.size(); i++) {
            MemberFigures member = members.get(i);
            row(member.snapshot().id(), member.validation(), test.members().get(i), member.averaged() ? "yes" : "no");
        }
        row(method.title(), averaged.validation(), test.average(), "");
    }

    private void row(String name, ValidationFigures validation, ValidationFigures test, String averaged) {
        if (validation instanceof OfClassification chosen && test instanceof OfClassification measured) {
            line(
                    CLASSIFICATION,
                    name,
                    percent(chosen.accuracy()),
                    loss(chosen.logLoss()),
                    percent(measured.accuracy()),
                    loss(measured.logLoss()),
                    averaged);
        } else if (validation instanceof OfRegression chosen && test instanceof OfRegression measured) {
            line(REGRESSION, name, error(chosen.meanSquaredError()), error(measured.meanSquaredError()), averaged);
        }
    }

    private void line(String format, Object... cells) {
        out.print(String.format(Locale.ROOT, format, cells).stripTrailing() + "\n");
    }

    private static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
    }

    private static String loss(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String error(double value) {
        return String.format(Locale.ROOT, "%.5g", value);
    }
}
