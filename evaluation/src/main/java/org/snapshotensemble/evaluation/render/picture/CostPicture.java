package org.snapshotensemble.evaluation.render.picture;

import java.util.ArrayList;
import java.util.List;
import org.snapshotensemble.ensemble.CascadePoint;
import org.snapshotensemble.evaluation.CascadeFigures;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.render.picture.Picture.LegendEntry;
import org.snapshotensemble.evaluation.render.svg.Frame;
import org.snapshotensemble.evaluation.render.svg.LinearScale;
import org.snapshotensemble.evaluation.render.svg.Svg;
import org.snapshotensemble.evaluation.render.svg.TickText;

/** Accuracy against the members asked of an example: a cascade with other thresholds, beside all members. */
public final class CostPicture {

    private static final int WIDTH = 440;
    private static final int HEIGHT = 300;
    private static final Frame FRAME = new Frame(62, 30, 424, 250);
    private static final int MARKS_ACROSS = 6;
    private static final int MARKS_UP = 5;
    private static final double SIDE = 0.05;
    private static final double MARK = 3;
    private static final double OWN_MARK = 7;

    private CostPicture() {}

    /** Draws it. */
    public static Picture of(EnsembleReport report, CascadeFigures cascade) {
        int members = report.members().size();
        List<double[]> asked = cascade.curve().stream()
                .map(point -> new double[] {point.membersAsked(), point.accuracy()})
                .sorted((one, other) -> Double.compare(one[0], other[0]))
                .toList();
        double[] all = {members, cascade.accuracyOfAll()};
        double best = report.bestMember().accuracy();

        List<Double> values = new ArrayList<>(List.of(best, all[1]));
        asked.forEach(point -> values.add(point[1]));
        double room = SIDE * Math.max(1, members - 1);
        LinearScale across =
                LinearScale.of(1 - room, Math.max(2, members) + room, FRAME.left(), FRAME.right(), MARKS_ACROSS);
        LinearScale up = LinearScale.rounded(
                values.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
                values.stream().mapToDouble(Double::doubleValue).max().orElseThrow(),
                FRAME.bottom(),
                FRAME.top(),
                MARKS_UP);
        Svg svg = new Svg("chart", WIDTH, HEIGHT, "Line chart: accuracy against the members asked of an example");
        FRAME.up(svg, up, TickText.PERCENT, "accuracy");
        FRAME.across(svg, across, TickText.NUMBER, "members asked of an example, on average");
        svg.line(FRAME.left(), up.at(best), FRAME.right(), up.at(best), "line single");
        svg.circle(across.at(all[0]), up.at(all[1]), OWN_MARK, "mark member");
        List<double[]> placed = asked.stream()
                .map(point -> new double[] {across.at(point[0]), up.at(point[1])})
                .toList();
        svg.polyline(placed, "line ensemble");
        placed.forEach(point -> svg.circle(point[0], point[1], MARK, "mark ensemble"));
        CascadePoint used = cascade.used();
        svg.circle(across.at(used.membersAsked()), up.at(used.accuracy()), OWN_MARK, "ring ensemble");
        return new Picture(
                svg.markup(),
                List.of(
                        new LegendEntry("line ensemble", "the cascade, by its threshold; circled: its own"),
                        new LegendEntry("mark member", "all members, asked of each example"),
                        new LegendEntry("line single", "best single member")));
    }
}
