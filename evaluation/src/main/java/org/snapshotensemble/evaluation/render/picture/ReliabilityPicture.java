package org.snapshotensemble.evaluation.render.picture;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.snapshotensemble.evaluation.TemperedFigures;
import org.snapshotensemble.evaluation.calibration.Calibration;
import org.snapshotensemble.evaluation.calibration.ReliabilityBin;
import org.snapshotensemble.evaluation.render.picture.Picture.LegendEntry;
import org.snapshotensemble.evaluation.render.svg.Frame;
import org.snapshotensemble.evaluation.render.svg.LinearScale;
import org.snapshotensemble.evaluation.render.svg.Svg;
import org.snapshotensemble.evaluation.render.svg.TickText;

/** What is right against what was promised, before and after a temperature; a mark's area is its share of the examples. */
public final class ReliabilityPicture {

    private static final int WIDTH = 440;
    private static final int HEIGHT = 400;
    private static final Frame FRAME = new Frame(62, 30, 412, 350);
    private static final int MARKS = 5;
    private static final double SMALLEST = 2;
    private static final double GROWTH = 12;

    private ReliabilityPicture() {}

    /** Draws it. */
    public static Picture of(Calibration calibration, Optional<TemperedFigures> tempered) {
        Svg svg = new Svg("chart", WIDTH, HEIGHT, "Reliability diagram: accuracy against the probability promised");
        LinearScale across = LinearScale.of(0, 1, FRAME.left(), FRAME.right(), MARKS);
        LinearScale up = LinearScale.of(0, 1, FRAME.bottom(), FRAME.top(), MARKS);
        FRAME.up(svg, up, TickText.PERCENT, "were right");
        FRAME.across(svg, across, TickText.PERCENT, "probability of the likeliest class");
        svg.line(across.at(0), up.at(0), across.at(1), up.at(1), "line ideal");
        draw(svg, across, up, calibration, "ensemble");
        tempered.ifPresent(figures -> draw(svg, across, up, figures.calibration(), "single"));
        ImmutableList.Builder<LegendEntry> legend = ImmutableList.builder();
        legend.add(new LegendEntry("line ensemble", "as they are"));
        tempered.ifPresent(figures -> legend.add(new LegendEntry(
                "line single", String.format(Locale.ROOT, "at temperature %.3f", figures.temperature()))));
        legend.add(new LegendEntry("line ideal", "if all were as promised"));
        return new Picture(svg.markup(), legend.build());
    }

    private static void draw(Svg svg, LinearScale across, LinearScale up, Calibration calibration, String look) {
        List<double[]> points = new ArrayList<>();
        for (ReliabilityBin bin : calibration.bins()) {
            if (bin.examples() > 0) {
                double[] point = {across.at(bin.confidence()), up.at(bin.accuracy())};
                points.add(point);
                double share = (double) bin.examples() / calibration.examples();
                svg.circle(point[0], point[1], SMALLEST + GROWTH * Math.sqrt(share), "bubble " + look);
            }
        }
        svg.polyline(points, "line " + look);
    }
}
