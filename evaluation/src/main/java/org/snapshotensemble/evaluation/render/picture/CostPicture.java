package org.snapshotensemble.evaluation.render.picture;

import com.google.common.collect.ImmutableList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snapshotensemble.evaluation.CascadeFigures;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.render.picture.Picture.LegendEntry;
import org.snapshotensemble.evaluation.render.svg.Frame;
import org.snapshotensemble.evaluation.render.svg.LinearScale;
import org.snapshotensemble.evaluation.render.svg.Svg;
import org.snapshotensemble.evaluation.render.svg.TickText;

/**
 * Accuracy against the networks asked of an example: the ensemble of the last 1, 2, … members, or a cascade with other
 * thresholds; and what one network alone gives, a member, a baseline or the members' averaged weights.
 */
public final class CostPicture {

    private static final int WIDTH = 440;
    private static final int HEIGHT = 300;
    private static final Frame FRAME = new Frame(62, 30, 424, 250);
    private static final int MARKS_ACROSS = 6;
    private static final int MARKS_UP = 5;
    private static final double SIDE = 0.05;
    private static final double MARK = 3;
    private static final double OTHER_MARK = 4;
    private static final double OWN_MARK = 7;

    private final EnsembleReport report;
    private final Optional<CascadeFigures> cascade;
    private final LinearScale across;
    private final LinearScale up;

    private CostPicture(EnsembleReport report) {
        this.report = report;
        cascade = report.combination().cascade();
        List<CostPoint> all =
                Stream.concat(curve().stream(), CostPoint.all(report).stream()).toList();
        double most = all.stream().mapToDouble(CostPoint::asked).max().orElseThrow();
        double room = SIDE * Math.max(1, most - 1);
        LinearScale networks =
                LinearScale.of(1 - room, Math.max(2, most) + room, FRAME.left(), FRAME.right(), MARKS_ACROSS);
        // A cascade alone asks half a network, on average.
        across = cascade.isPresent() ? networks : networks.counting();
        double best = report.bestMember().accuracy();
        up = LinearScale.shares(
                all.stream().mapToDouble(CostPoint::accuracy).reduce(best, Math::min),
                all.stream().mapToDouble(CostPoint::accuracy).reduce(best, Math::max),
                FRAME.bottom(),
                FRAME.top(),
                MARKS_UP);
    }

    /** Draws it; there is nothing to see of one member that nothing else is compared with. */
    public static Optional<Picture> of(EnsembleReport report) {
        boolean alone = report.members().size() < 2
                && report.baselines().isEmpty()
                && report.averaged().isEmpty();
        return alone ? Optional.empty() : Optional.of(new CostPicture(report).draw());
    }

    private Picture draw() {
        Svg svg = new Svg("chart", WIDTH, HEIGHT, "Line chart: accuracy against the networks asked of an example");
        FRAME.up(svg, up, TickText.PERCENT, "accuracy");
        FRAME.across(svg, across, TickText.NUMBER, "networks asked of an example, on average");
        double best = up.at(report.bestMember().accuracy());
        svg.line(FRAME.left(), best, FRAME.right(), best, "line single");
        ImmutableList.Builder<LegendEntry> legend = ImmutableList.builder();
        legend.add(new LegendEntry(
                "line ensemble",
                cascade.isPresent()
                        ? "the cascade, by its threshold; circled: its own"
                        : "ensemble of the last members; circled: all of them"));
        CostPoint.everyMember(report).ifPresent(point -> {
            mark(svg, point, OWN_MARK, "mark member");
            legend.add(new LegendEntry("mark member", "all members, asked of each example"));
        });
        svg.polyline(
                curve().stream()
                        .map(point -> new double[] {across.at(point.asked()), up.at(point.accuracy())})
                        .toList(),
                "line ensemble");
        curve().forEach(point -> mark(svg, point, MARK, "mark ensemble"));
        mark(svg, CostPoint.own(report), OWN_MARK, "ring ensemble");
        legend.add(new LegendEntry("line single", "best single member"));
        drawOthers(svg, legend);
        return new Picture(svg.markup(), legend.build());
    }

    private void drawOthers(Svg svg, ImmutableList.Builder<LegendEntry> legend) {
        List<CostPoint> baselines = CostPoint.baselines(report);
        baselines.forEach(point -> mark(svg, point, OTHER_MARK, "mark baseline"));
        if (!baselines.isEmpty()) {
            legend.add(new LegendEntry("mark baseline", baselines.size() == 1 ? "baseline" : "baselines"));
        }
        CostPoint.averaged(report).ifPresent(point -> {
            mark(svg, point, OTHER_MARK, "mark averaged");
            legend.add(new LegendEntry("mark averaged", "one network of averaged weights"));
        });
    }

    private void mark(Svg svg, CostPoint point, double radius, String look) {
        svg.circle(across.at(point.asked()), up.at(point.accuracy()), radius, look);
    }

    /** The cascade with each threshold, or the growing ensemble. */
    private List<CostPoint> curve() {
        return cascade.map(figures -> figures.curve().stream()
                        .map(point -> new CostPoint("", point.membersAsked(), point.accuracy()))
                        .sorted(Comparator.comparingDouble(CostPoint::asked))
                        .toList())
                .orElseGet(() -> CostPoint.growing(report));
    }
}
