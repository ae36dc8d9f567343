package org.snapshotensemble.evaluation.render;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.snapshotensemble.evaluation.CombinedScore;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.ModelScore;
import org.snapshotensemble.evaluation.RegressionMetrics;
import org.snapshotensemble.evaluation.render.picture.MainFigure;

/**
 * One of the figures at the top of the page.
 *
 * @param look the class that colors it
 * @param name whose figure it is
 * @param figure the figure with its unit
 * @param interval its interval, or why there is none
 * @param detail which model it is
 */
record Card(String look, String name, String figure, String interval, String detail) {

    /** The ensemble, the best single member, the last one and the best baseline. */
    static List<Card> of(EnsembleReport report) {
        int members = report.ensemble().members();
        return ImmutableList.of(
                card("ensemble", "Ensemble", report.ensemble(), Figures.count(members, "member")),
                card(
                        "single",
                        "Best single",
                        report.bestMember(),
                        report.bestMember().name()),
                card("member", "Last", report.lastMember(), report.lastMember().name()),
                baseline(report.baselines()));
    }

    /** One of several runs. */
    static Card of(String look, String run, ModelScore ensemble) {
        return card(look, Figures.plain(run), ensemble, "its ensemble");
    }

    private static Card baseline(List<CombinedScore> baselines) {
        Optional<CombinedScore> best = baselines.stream().max(Comparator.comparingDouble(Card::goodness));
        if (best.isEmpty()) {
            return new Card("none", "Baseline", "none", "not measured", "train with a baseline to have one");
        }
        return card(
                "baseline",
                baselines.size() == 1 ? "Baseline" : "Best of %s baselines".formatted(baselines.size()),
                best.get(),
                best.get().name());
    }

    private static double goodness(CombinedScore score) {
        double value = MainFigure.of(score).value();
        return score.metrics() instanceof RegressionMetrics ? -value : value;
    }

    private static Card card(String look, String name, ModelScore score, String detail) {
        MainFigure figure = MainFigure.of(score);
        boolean regression = score.metrics() instanceof RegressionMetrics;
        return new Card(
                look,
                name,
                regression ? "RMSE " + Figures.quantity(figure.value()) : Figures.percent(figure.value()),
                "95 % interval "
                        + (regression ? Figures.quantity(figure.interval()) : Figures.percent(figure.interval())),
                Figures.plain(detail));
    }
}
