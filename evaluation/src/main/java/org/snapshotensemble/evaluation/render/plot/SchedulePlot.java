package org.snapshotensemble.evaluation.render.plot;

import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.ScheduleSpec;

/** The picture of a schedule: its rate at every iteration. */
public final class SchedulePlot {

    /** More than a picture has columns. */
    private static final int PARTS = 2_000;

    private SchedulePlot() {}

    /**
     * Draws the first iterations; of very many, the least and the greatest rate of each of 2,000 parts.
     *
     * @param iterations how many, 1 or more
     */
    public static Plot of(CyclicSchedule schedule, int iterations) {
        XYChart chart = Charts.empty(ScheduleSpec.describe(schedule), "iteration", "learning rate");
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setDecimalPattern("0.########");
        int[] shown = shown(schedule, iterations);
        Charts.line(
                chart,
                "learning rate",
                IntStream.of(shown).asDoubleStream().toArray(),
                IntStream.of(shown).mapToDouble(schedule::rateAt).toArray(),
                Charts.STRONG,
                1.6f);
        return new Plot(chart);
    }

    private static int[] shown(CyclicSchedule schedule, int iterations) {
        if (iterations <= 2 * PARTS) {
            return IntStream.range(0, iterations).toArray();
        }
        return IntStream.range(0, PARTS)
                .flatMap(part -> extremes(
                        schedule, (int) ((long) part * iterations / PARTS), (int) ((part + 1L) * iterations / PARTS)))
                .toArray();
    }

    private static IntStream extremes(CyclicSchedule schedule, int from, int to) {
        int least = from;
        int greatest = from;
        for (int iteration = from + 1; iteration < to; iteration++) {
            double rate = schedule.rateAt(iteration);
            least = rate < schedule.rateAt(least) ? iteration : least;
            greatest = rate > schedule.rateAt(greatest) ? iteration : greatest;
        }
        return IntStream.of(least, greatest).distinct().sorted();
    }
}
