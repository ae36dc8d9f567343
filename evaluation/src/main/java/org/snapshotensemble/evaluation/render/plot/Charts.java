package org.snapshotensemble.evaluation.render.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How all pictures look. */
final class Charts {

    /** The colors of the report's page on light paper. */
    static final Color STRONG = new Color(0x0b, 0x57, 0xa4);

    static final Color PALE = new Color(0xb6, 0xcd, 0xe4);
    static final Color LINE = new Color(0xd9, 0xdb, 0xde);
    private static final Color PAPER = new Color(0xfd, 0xfd, 0xfc);
    private static final Color INK = new Color(0x1c, 0x1d, 0x1f);
    private static final Color QUIET = new Color(0x5d, 0x61, 0x67);

    private static final int WIDTH = 900;
    private static final int HEIGHT = 520;
    private static final int LETTERS = 12;

    private Charts() {}

    static XYChart empty(String title, String across, String up) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(across)
                .yAxisTitle(up)
                .build();
        chart.getStyler()
                .setLocale(Locale.ROOT)
                .setChartBackgroundColor(PAPER)
                .setPlotBackgroundColor(PAPER)
                .setChartFontColor(INK)
                .setPlotBorderVisible(false)
                .setChartTitleBoxVisible(false)
                .setLegendBorderColor(PAPER)
                .setLegendBackgroundColor(PAPER)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setPlotContentSize(1);
        chart.getStyler().setPlotGridVerticalLinesVisible(false);
        chart.getStyler().setXAxisTickLabelsColor(QUIET).setYAxisTickLabelsColor(QUIET);
        Font plain = new Font(Font.SANS_SERIF, Font.PLAIN, LETTERS);
        chart.getStyler().setAxisTickLabelsFont(plain).setAxisTitleFont(plain).setLegendFont(plain);
        chart.getStyler().setAxisTickMarksColor(LINE);
        chart.getStyler().setPlotGridLinesColor(LINE);
        chart.getStyler().setPlotGridLinesStroke(new BasicStroke(1));
        return chart;
    }

    /** Adds a line without a mark at each point. */
    static XYSeries line(XYChart chart, String name, double[] across, double[] up, Color color, float width) {
        XYSeries series = chart.addSeries(name, across, up);
        series.setMarker(SeriesMarkers.NONE);
        series.setLineColor(color);
        series.setLineStyle(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        return series;
    }
}
