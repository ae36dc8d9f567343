package org.snapshotensemble.evaluation.render.picture;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.snapshotensemble.evaluation.curve.Stretch;
import org.snapshotensemble.evaluation.curve.TrainingCurve;
import org.snapshotensemble.evaluation.curve.TrainingCurve.Trough;
import org.snapshotensemble.evaluation.render.picture.Picture.LegendEntry;
import org.snapshotensemble.evaluation.render.svg.Frame;
import org.snapshotensemble.evaluation.render.svg.LinearScale;
import org.snapshotensemble.evaluation.render.svg.LogScale;
import org.snapshotensemble.evaluation.render.svg.Scale;
import org.snapshotensemble.evaluation.render.svg.Svg;
import org.snapshotensemble.evaluation.render.svg.TickText;

/**
 * A training: the learning rate, the loss and the validation figures of the snapshots, one below the other over the same
 * iterations. Curves lie in windows of their own, so that a script can zoom by moving what a window shows.
 */
public final class CurvePicture {

    private static final int WIDTH = 720;
    private static final double LEFT = 84;
    private static final double RIGHT = 690;
    private static final Frame RATE = new Frame(LEFT, 44, RIGHT, 144);
    private static final Frame LOSS = new Frame(LEFT, 198, RIGHT, 348);
    private static final Frame VALIDATION = new Frame(LEFT, 402, RIGHT, 502);
    private static final double BELOW = 58;
    private static final double SIDE = 0.01;
    private static final int MARKS_ACROSS = 8;
    private static final int MARKS_UP = 3;

    /** More troughs than this would be a gray wall. */
    private static final int MOST_TROUGH_LINES = 60;

    private final TrainingCurve curve;
    private final SmoothedLoss loss;
    private final boolean regression;
    private final LinearScale across;
    private final List<Trough> validated;

    private CurvePicture(TrainingCurve curve, boolean regression) {
        this.curve = curve;
        this.regression = regression;
        loss = SmoothedLoss.of(curve.stretches());
        double span = Math.max(1, curve.to() - curve.from());
        across =
                LinearScale.of(curve.from() - SIDE * span, curve.from() + (1 + SIDE) * span, LEFT, RIGHT, MARKS_ACROSS);
        validated = curve.troughs().stream()
                .filter(trough -> trough.validation().isPresent())
                .toList();
    }

    /**
     * Draws it.
     *
     * @param regression whether the validation figures are errors; else they are accuracies
     */
    public static Picture of(TrainingCurve curve, boolean regression) {
        return new CurvePicture(curve, regression).draw();
    }

    private Picture draw() {
        List<Frame> frames = validated.isEmpty() ? List.of(RATE, LOSS) : List.of(RATE, LOSS, VALIDATION);
        Frame lowest = frames.get(frames.size() - 1);
        Svg svg = new Svg(
                "chart wide",
                WIDTH,
                (int) (lowest.bottom() + BELOW),
                "Line charts over iterations %s to %s: learning rate, loss%s"
                        .formatted(curve.from(), curve.to(), validated.isEmpty() ? "" : ", validation figures"));
        LinearScale rates = rates();
        RATE.up(svg, rates, TickText.NUMBER, "learning rate");
        loss.scale(LOSS)
                .ifPresent(scale -> LOSS.up(
                        svg,
                        scale,
                        TickText.NUMBER,
                        scale instanceof LogScale ? "loss, on a logarithmic scale" : "loss"));
        if (!validated.isEmpty()) {
            drawValidation(svg);
        }
        drawRates(svg, rates);
        drawLoss(svg);
        lowest.across(svg, across, TickText.SHORT, "iteration");
        CurveData data = new CurveData(
                curve,
                across,
                new Frame(LEFT, RATE.top(), RIGHT, lowest.bottom()),
                regression ? "validation RMSE" : "validation accuracy",
                regression ? TickText.NUMBER::of : TickText.PERCENT::of);
        return new Picture(svg.markup(), legend(), Optional.of(data.json()));
    }

    private LinearScale rates() {
        double highest = curve.stretches().stream()
                .mapToDouble(Stretch::highestRate)
                .max()
                .orElseThrow();
        return LinearScale.rounded(0, highest, RATE.bottom(), RATE.top(), MARKS_UP);
    }

    private void drawRates(Svg svg, Scale up) {
        List<double[]> points = new ArrayList<>();
        for (Stretch stretch : curve.stretches()) {
            double middle = across.at((stretch.from() + stretch.to()) / 2.0);
            boolean falls = stretch.lastRate() < stretch.firstRate();
            points.add(new double[] {across.at(stretch.from()), up.at(stretch.firstRate())});
            if (stretch.to() > stretch.from()) {
                points.add(new double[] {middle, up.at(falls ? stretch.highestRate() : stretch.lowestRate())});
                points.add(new double[] {middle, up.at(falls ? stretch.lowestRate() : stretch.highestRate())});
                points.add(new double[] {across.at(stretch.to()), up.at(stretch.lastRate())});
            }
        }
        openWindow(svg, RATE);
        svg.polyline(points, "line rate");
        svg.endWindow();
    }

    private void drawLoss(Svg svg) {
        openWindow(svg, LOSS);
        loss.scale(LOSS).ifPresent(scale -> {
            svg.path(loss.band(across, scale), "band loss");
            svg.polyline(loss.line(across, scale), "line loss");
        });
        svg.endWindow();
    }

    private void drawValidation(Svg svg) {
        double[] values = validated.stream()
                .map(Trough::validation)
                .mapToDouble(OptionalDouble::getAsDouble)
                .sorted()
                .toArray();
        double highest = values[values.length - 1];
        LinearScale up = regression
                ? LinearScale.rounded(values[0], highest, VALIDATION.bottom(), VALIDATION.top(), MARKS_UP)
                : LinearScale.shares(values[0], highest, VALIDATION.bottom(), VALIDATION.top(), MARKS_UP);
        VALIDATION.up(
                svg,
                up,
                regression ? TickText.SHORT : TickText.PERCENT,
                regression ? "validation RMSE of the snapshots" : "validation accuracy of the snapshots");
        openWindow(svg, VALIDATION);
        Svg.Path dots = new Svg.Path();
        List<double[]> points = new ArrayList<>();
        for (Trough trough : validated) {
            double x = across.at(trough.iteration());
            double y = up.at(trough.validation().orElseThrow());
            points.add(new double[] {x, y});
            // A line of no length with round ends is a dot, and stays round when its window is stretched.
            dots.from(x, y).to(x, y);
        }
        svg.polyline(points, "line validation");
        svg.path(dots, "dots validation");
        svg.endWindow();
    }

    private void openWindow(Svg svg, Frame frame) {
        svg.window(frame, "window");
        if (drawsTroughs()) {
            curve.troughs().forEach(trough -> {
                double x = across.at(trough.iteration());
                svg.line(x, frame.top(), x, frame.bottom(), "trough");
            });
        }
    }

    private boolean drawsTroughs() {
        return !curve.troughs().isEmpty() && curve.troughs().size() <= MOST_TROUGH_LINES;
    }

    private List<LegendEntry> legend() {
        ImmutableList.Builder<LegendEntry> legend = ImmutableList.builder();
        legend.add(new LegendEntry("line rate", "learning rate"));
        legend.add(new LegendEntry("line loss", loss.meaning()));
        legend.add(new LegendEntry("band loss", "lowest to highest loss"));
        if (!validated.isEmpty()) {
            legend.add(new LegendEntry("mark validation", regression ? "validation RMSE" : "validation accuracy"));
        }
        if (drawsTroughs()) {
            legend.add(new LegendEntry("line trough", "trough, where a snapshot was kept"));
        }
        return legend.build();
    }
}
