package org.snapshotensemble.evaluation.render;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.snapshotensemble.averaging.Averaged;
import org.snapshotensemble.averaging.MemberFigures;
import org.snapshotensemble.averaging.OtherFigures;
import org.snapshotensemble.snapshot.ValidationFigures;
import org.snapshotensemble.snapshot.ValidationFigures.OfClassification;
import org.snapshotensemble.snapshot.ValidationFigures.OfRegression;

/** The table of an average of weights and of the members that it was made of. */
public final class AverageText {

    private static final String CLASSIFICATION = "%-12s  %10s  %10s  %10s  %10s  %s";
    private static final String REGRESSION = "%-12s  %16s  %16s  %s";

    private final Appendable out;

    /** Prints to that. */
    public AverageText(Appendable out) {
        this.out = out;
    }

    /**
     * Prints a row for each member and one for the average.
     *
     * @param title what the average is called
     * @param test figures of the same networks on test data
     */
    public void print(String title, Averaged averaged, OtherFigures test) throws IOException {
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
        row(title, averaged.validation(), test.average(), "");
    }

    private void row(String name, ValidationFigures validation, ValidationFigures test, String averaged)
            throws IOException {
        if (validation instanceof OfClassification chosen && test instanceof OfClassification measured) {
            line(
                    CLASSIFICATION,
                    name,
                    Figures.percent(chosen.accuracy()),
                    Figures.score(chosen.logLoss()),
                    Figures.percent(measured.accuracy()),
                    Figures.score(measured.logLoss()),
                    averaged);
        } else if (validation instanceof OfRegression chosen && test instanceof OfRegression measured) {
            line(
                    REGRESSION,
                    name,
                    Figures.quantity(chosen.meanSquaredError()),
                    Figures.quantity(measured.meanSquaredError()),
                    averaged);
        }
    }

    private void line(String format, Object... cells) throws IOException {
        out.append(String.format(Locale.ROOT, format, cells).stripTrailing()).append("\n");
    }
}
