package org.snapshotensemble.evaluation.render.picture;

import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.snapshotensemble.evaluation.render.picture.Picture.LegendEntry;
import org.snapshotensemble.evaluation.render.svg.Frame;
import org.snapshotensemble.evaluation.render.svg.LinearScale;
import org.snapshotensemble.evaluation.render.svg.LogScale;
import org.snapshotensemble.evaluation.render.svg.Scale;
import org.snapshotensemble.evaluation.render.svg.Svg;
import org.snapshotensemble.evaluation.render.svg.Svg.Anchor;
import org.snapshotensemble.evaluation.render.svg.TickText;
import org.snapshotensemble.schedule.range.Finding;
import org.snapshotensemble.schedule.range.RangeAnalysis;
import org.snapshotensemble.schedule.range.RangePoint;

/**
 * A range test: the losses pale and smoothed strong over the logarithm of the rate, below them the accuracies, and upright
 * lines where something was found. Points from where the training broke are left out.
 */
public final class RangePicture {

    private static final int WIDTH = 720;
    private static final double LEFT = 84;
    private static final double RIGHT = 690;
    private static final Frame LOSS = new Frame(LEFT, 34, RIGHT, 264);
    private static final Frame ACCURACY = new Frame(LEFT, 310, RIGHT, 410);
    private static final double BELOW = 58;
    private static final int MARKS_UP = 4;
    private static final MathContext DIGITS = new MathContext(2);
    private static final double ROOM_ABOVE = 0.35;
    private static final double ROOM_BELOW = 0.1;

    private final RangeAnalysis analysis;
    private final List<RangePoint> points;
    private final Scale across;
    private final boolean hasAccuracy;

    private RangePicture(RangeAnalysis analysis, List<RangePoint> points) {
        this.analysis = analysis;
        this.points = points;
        List<Double> rates = new ArrayList<>(marks().stream().map(Mark::rate).toList());
        rates.add(points.get(0).rate());
        rates.add(points.get(points.size() - 1).rate());
        double first = Collections.min(rates);
        double last = Collections.max(rates);
        across = first < last ? LogScale.of(first, last, LEFT, RIGHT) : LogScale.of(first / 2, first * 2, LEFT, RIGHT);
        hasAccuracy = points.stream().allMatch(point -> point.accuracy().isPresent());
    }

    /** Draws it; losses far above the rest are cut off, so that the fall is seen. */
    public static Picture of(RangeAnalysis analysis) {
        List<RangePoint> points =
                analysis.curve().points().subList(0, analysis.smoothedLoss().size());
        return points.isEmpty() ? nothing() : new RangePicture(analysis, points).draw();
    }

    private static Picture nothing() {
        Svg svg = new Svg("chart wide", WIDTH, 60, "No loss was finite");
        svg.text(0, 34, Anchor.START, "axis", "No loss was finite, so there is no curve.");
        return new Picture(svg.markup(), List.of());
    }

    private Picture draw() {
        Frame lowest = hasAccuracy ? ACCURACY : LOSS;
        Svg svg = new Svg(
                "chart wide",
                WIDTH,
                (int) (lowest.bottom() + BELOW),
                "Line chart of the loss%s over the learning rate, from %s to %s"
                        .formatted(
                                hasAccuracy ? " and the accuracy" : "",
                                rounded(points.get(0).rate()),
                                rounded(points.get(points.size() - 1).rate())));
        List<Mark> marks = marks();
        drawLoss(svg, marks);
        if (hasAccuracy) {
            drawAccuracy(svg, marks);
        }
        lowest.across(svg, across, TickText.NUMBER, "learning rate, on a logarithmic scale");
        ImmutableList.Builder<LegendEntry> legend = ImmutableList.builder();
        legend.add(new LegendEntry("line loss", "loss, smoothed"));
        legend.add(new LegendEntry("line raw", hasAccuracy ? "loss and accuracy, as they were" : "loss, as it was"));
        marks.forEach(mark -> legend.add(new LegendEntry(mark.look(), mark.name() + " " + rounded(mark.rate()))));
        return new Picture(svg.markup(), legend.build());
    }

    private void drawLoss(Svg svg, List<Mark> marks) {
        double[] smoothed = analysis.smoothedLoss().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        double least = DoubleStream.of(smoothed).min().orElseThrow();
        double start =
                DoubleStream.of(smoothed).limit(smoothed.length / 10 + 1).max().orElseThrow();
        double height = start > least ? start - least : Math.max(Math.abs(start), 1e-9);
        LinearScale up = LinearScale.of(
                least - ROOM_BELOW * height, start + ROOM_ABOVE * height, LOSS.bottom(), LOSS.top(), MARKS_UP);
        LOSS.up(svg, up, TickText.NUMBER, "loss");
        marks.forEach(mark -> upright(svg, LOSS, mark));
        svg.polyline(line(RangePoint::loss, up), "line raw");
        List<double[]> strong = new ArrayList<>();
        for (int i = 0; i < smoothed.length; i++) {
            strong.add(new double[] {across.at(points.get(i).rate()), up.at(smoothed[i])});
        }
        svg.polyline(strong, "line loss");
    }

    private void drawAccuracy(Svg svg, List<Mark> marks) {
        LinearScale up = LinearScale.rounded(0, 1, ACCURACY.bottom(), ACCURACY.top(), 2);
        ACCURACY.up(svg, up, TickText.PERCENT, "accuracy");
        marks.forEach(mark -> upright(svg, ACCURACY, mark));
        svg.polyline(line(point -> point.accuracy().orElseThrow(), up), "line raw");
    }

    private List<double[]> line(ToDoubleFunction<RangePoint> value, Scale up) {
        return points.stream()
                .map(point -> new double[] {across.at(point.rate()), up.at(value.applyAsDouble(point))})
                .toList();
    }

    private void upright(Svg svg, Frame frame, Mark mark) {
        double x = across.at(mark.rate());
        svg.line(x, frame.top(), x, frame.bottom(), mark.look());
    }

    /** A rate that was found. */
    private record Mark(String name, double rate, String look) {}

    private List<Mark> marks() {
        ImmutableList.Builder<Mark> marks = ImmutableList.builder();
        add(marks, "base", analysis.bounds().base(), "line ensemble");
        add(marks, "max", analysis.bounds().max(), "line single");
        add(marks, "ragged from", analysis.regimes().ragged(), "line baseline");
        add(marks, "last before divergence", analysis.suggestions().lastBeforeDivergence(), "line member");
        return marks.build();
    }

    private static void add(ImmutableList.Builder<Mark> marks, String name, Finding finding, String look) {
        finding.rate().ifPresent(rate -> marks.add(new Mark(name, rate, look)));
    }

    private static String rounded(double rate) {
        return new BigDecimal(rate).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
