package org.snapshotensemble.evaluation.render.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.snapshotensemble.schedule.range.Finding;
import org.snapshotensemble.schedule.range.RangeAnalysis;
import org.snapshotensemble.schedule.range.RangePoint;

/** The picture of a range test: losses pale, smoothed strong, over the logarithm of the rate, and what was found. */
public final class RangePlot {

    private static final MathContext DIGITS = new MathContext(2);
    private static final double ROOM_ABOVE = 0.35;
    private static final double ROOM_BELOW = 0.1;

    private RangePlot() {}

    /** Draws the points before the training broke; losses far above the rest are cut off, so that the fall is seen. */
    public static Plot of(RangeAnalysis analysis) {
        XYChart chart = Charts.empty("Learning-rate range test", "learning rate", "loss");
        chart.getStyler().setXAxisLogarithmic(true);
        List<RangePoint> points =
                analysis.curve().points().subList(0, analysis.smoothedLoss().size());
        if (points.isEmpty()) {
            chart.setTitle("Learning-rate range test: no loss was finite");
            chart.getStyler().setLegendVisible(false);
            Charts.line(chart, "nothing", new double[] {1, 10}, new double[] {0, 0}, Color.WHITE, 1);
            return new Plot(chart);
        }
        double[] rates = points.stream().mapToDouble(RangePoint::rate).toArray();
        double[] losses = points.stream().mapToDouble(RangePoint::loss).toArray();
        double[] smoothed = analysis.smoothedLoss().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        double[] visible = visible(smoothed);
        chart.getStyler().setYAxisMin(visible[0]);
        chart.getStyler().setYAxisMax(visible[1]);
        Charts.line(chart, "loss", rates, cut(losses, visible), Charts.PALE, 1.2f);
        Charts.line(chart, "smoothed", rates, cut(smoothed, visible), Charts.STRONG, 2.4f);
        mark(chart, "base", analysis.bounds().base(), new Color(0x2e, 0x7d, 0x32), visible, rates);
        mark(chart, "max", analysis.bounds().max(), new Color(0xc6, 0x28, 0x28), visible, rates);
        mark(chart, "ragged from", analysis.regimes().ragged(), new Color(0xef, 0x8f, 0x00), visible, rates);
        mark(
                chart,
                "last before divergence",
                analysis.suggestions().lastBeforeDivergence(),
                Color.GRAY,
                visible,
                rates);
        return new Plot(chart);
    }

    /** From somewhat below the least loss to somewhat above where the curve begins. */
    private static double[] visible(double[] smoothed) {
        double least = DoubleStream.of(smoothed).min().orElseThrow();
        double start =
                DoubleStream.of(smoothed).limit(smoothed.length / 10 + 1).max().orElseThrow();
        double height = start > least ? start - least : Math.max(Math.abs(start), 1e-9);
        return new double[] {least - ROOM_BELOW * height, start + ROOM_ABOVE * height};
    }

    private static double[] cut(double[] values, double[] visible) {
        return DoubleStream.of(values)
                .map(value -> Math.max(visible[0], Math.min(visible[1], value)))
                .toArray();
    }

    /** An upright line, its name and rate in the legend. */
    private static void mark(
            XYChart chart, String name, Finding finding, Color color, double[] visible, double[] rates) {
        if (finding.rate().isEmpty()) {
            return;
        }
        double rate = finding.rate().getAsDouble();
        double drawn = Math.max(rates[0], Math.min(rates[rates.length - 1], rate));
        String label = name + " "
                + new BigDecimal(rate).round(DIGITS).stripTrailingZeros().toPlainString();
        Charts.line(chart, label, new double[] {drawn, drawn}, visible, color, 1.6f)
                .setLineStyle(
                        new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {6, 4}, 0));
    }
}
