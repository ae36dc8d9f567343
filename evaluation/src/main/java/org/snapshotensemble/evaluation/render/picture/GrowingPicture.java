package org.snapshotensemble.evaluation.render.picture;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.RegressionMetrics;
import org.snapshotensemble.evaluation.render.picture.Picture.LegendEntry;
import org.snapshotensemble.evaluation.render.svg.Frame;
import org.snapshotensemble.evaluation.render.svg.LinearScale;
import org.snapshotensemble.evaluation.render.svg.Svg;
import org.snapshotensemble.evaluation.render.svg.TickText;

/** The ensemble of the last 1, 2, … members with its interval, beside each member alone and the baselines. */
public final class GrowingPicture {

    private static final int WIDTH = 440;
    private static final int HEIGHT = 300;
    private static final Frame FRAME = new Frame(62, 30, 424, 250);
    private static final int MARKS_ACROSS = 8;
    private static final int MARKS_UP = 5;

    /** More members than this have no room for a mark each. */
    private static final int FEW = 60;

    private static final double LARGE_MARK = 4;
    private static final double SMALL_MARK = 2;

    private final List<MainFigure> growing;
    private final List<MainFigure> members;
    private final MainFigure best;
    private final List<MainFigure> baselines;
    private final boolean regression;

    private GrowingPicture(EnsembleReport report) {
        growing = report.growing().stream().map(MainFigure::of).toList();
        members = report.members().stream().map(MainFigure::of).toList();
        best = MainFigure.of(report.bestMember());
        baselines = report.baselines().stream().map(MainFigure::of).toList();
        regression = report.ensemble().metrics() instanceof RegressionMetrics;
    }

    /** Draws it; there is nothing to see of one member alone. */
    public static Optional<Picture> of(EnsembleReport report) {
        return report.members().size() < 2 ? Optional.empty() : Optional.of(new GrowingPicture(report).draw());
    }

    private Picture draw() {
        String measure = regression ? "RMSE" : "accuracy";
        Svg svg = new Svg(
                "chart",
                WIDTH,
                HEIGHT,
                "Line chart: %s of the ensemble of the last 1 to %s members, of each member alone and of the baselines"
                        .formatted(measure, growing.size()));
        LinearScale across = across();
        LinearScale up = up();
        FRAME.up(
                svg, up, regression ? TickText.SHORT : TickText.PERCENT, regression ? "RMSE, less is better" : measure);
        FRAME.across(svg, across, TickText.SHORT, "members in the ensemble, the last ones");
        drawInterval(svg, across, up);
        baselines.forEach(baseline -> level(svg, up, baseline, "line baseline"));
        level(svg, up, best, "line single");
        List<double[]> points = new ArrayList<>();
        double mark = growing.size() <= FEW ? LARGE_MARK : SMALL_MARK;
        for (int size = 1; size <= growing.size(); size++) {
            double x = across.at(size);
            svg.circle(x, up.at(members.get(members.size() - size).value()), mark, "mark member");
            points.add(new double[] {x, up.at(growing.get(size - 1).value())});
        }
        svg.polyline(points, "line ensemble");
        points.forEach(point -> svg.circle(point[0], point[1], mark, "mark ensemble"));
        return new Picture(svg.markup(), legend());
    }

    private void drawInterval(Svg svg, LinearScale across, LinearScale up) {
        Svg.Path band = new Svg.Path();
        for (int size = 1; size <= growing.size(); size++) {
            band.to(across.at(size), up.at(growing.get(size - 1).interval().low()));
        }
        for (int size = growing.size(); size >= 1; size--) {
            band.to(across.at(size), up.at(growing.get(size - 1).interval().high()));
        }
        svg.path(band.close(), "band ensemble");
    }

    private static void level(Svg svg, LinearScale up, MainFigure figure, String look) {
        double y = up.at(figure.value());
        svg.line(FRAME.left(), y, FRAME.right(), y, look);
    }

    private LinearScale across() {
        return LinearScale.of(0.5, growing.size() + 0.5, FRAME.left(), FRAME.right(), MARKS_ACROSS)
                .counting();
    }

    private LinearScale up() {
        List<Double> values = Stream.of(members, baselines)
                .flatMap(List::stream)
                .map(MainFigure::value)
                .collect(java.util.stream.Collectors.toCollection(ArrayList::new));
        growing.forEach(figure -> {
            values.add(figure.interval().low());
            values.add(figure.interval().high());
        });
        double low = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double high = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return LinearScale.rounded(low, high, FRAME.bottom(), FRAME.top(), MARKS_UP);
    }

    private List<LegendEntry> legend() {
        ImmutableList.Builder<LegendEntry> legend = ImmutableList.builder();
        legend.add(new LegendEntry("line ensemble", "ensemble of the last members, with its 95 % interval"));
        legend.add(new LegendEntry("mark member", "the member that joins, alone"));
        legend.add(new LegendEntry("line single", "best single member"));
        if (!baselines.isEmpty()) {
            legend.add(new LegendEntry("line baseline", baselines.size() == 1 ? "baseline" : "baselines"));
        }
        return legend.build();
    }
}
