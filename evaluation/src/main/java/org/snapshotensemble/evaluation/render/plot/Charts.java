package org.snapshotensemble.evaluation.render.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How all pictures look. */
final class Charts {

    static final Color STRONG = new Color(0x1f, 0x4e, 0x79);
    static final Color PALE = new Color(0xb7, 0xc9, 0xdb);
    static final Color LINE = new Color(0xdd, 0xdd, 0xdd);

    private static final int WIDTH = 900;
    private static final int HEIGHT = 520;

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
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderColor(LINE)
                .setChartTitleBoxVisible(false)
                .setLegendBorderColor(LINE)
                .setLegendPosition(LegendPosition.OutsideS)
                .setLegendLayout(LegendLayout.Horizontal)
                .setPlotContentSize(1);
        chart.getStyler().setPlotGridLinesColor(new Color(0xee, 0xee, 0xee));
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
