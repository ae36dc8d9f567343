package org.snapshotensemble.evaluation.render.picture;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.snapshotensemble.evaluation.render.picture.Picture.LegendEntry;
import org.snapshotensemble.evaluation.render.svg.Frame;
import org.snapshotensemble.evaluation.render.svg.LinearScale;
import org.snapshotensemble.evaluation.render.svg.Svg;
import org.snapshotensemble.evaluation.render.svg.TickText;
import org.snapshotensemble.schedule.Cycle;
import org.snapshotensemble.schedule.CyclicSchedule;

/** A schedule: its rate at every iteration and where its troughs are; below it the momentum, where that cycles too. */
public final class SchedulePicture {

    /** More than a picture has columns. */
    private static final int PARTS = 2_000;

    private static final int WIDTH = 720;
    private static final double LEFT = 84;
    private static final double RIGHT = 690;
    private static final Frame RATE = new Frame(LEFT, 34, RIGHT, 234);
    private static final Frame MOMENTUM = new Frame(LEFT, 280, RIGHT, 380);
    private static final double BELOW = 58;
    private static final int MARKS_ACROSS = 8;
    private static final int MARKS_UP = 4;

    /** More troughs than this would be a gray wall. */
    private static final int MOST_TROUGH_LINES = 60;

    private final CyclicSchedule schedule;
    private final LinearScale across;
    private final List<Integer> troughs;

    private SchedulePicture(CyclicSchedule schedule, int iterations) {
        this.schedule = schedule;
        across = LinearScale.of(0, Math.max(1, iterations - 1), LEFT, RIGHT, MARKS_ACROSS);
        troughs = schedule.cyclesWithin(iterations)
                .limit(MOST_TROUGH_LINES + 1L)
                .map(Cycle::lastIteration)
                .filter(last -> last < iterations)
                .map(Long::intValue)
                .toList();
    }

    /**
     * Draws the first iterations; of very many, the least and the greatest rate of each of 2,000 parts.
     *
     * @param iterations how many, 1 or more
     */
    public static Picture of(CyclicSchedule schedule, int iterations) {
        return new SchedulePicture(schedule, iterations).draw(iterations);
    }

    private Picture draw(int iterations) {
        OptionalDouble momentum = schedule.momentumAt(0);
        Frame lowest = momentum.isPresent() ? MOMENTUM : RATE;
        Svg svg = new Svg(
                "chart wide",
                WIDTH,
                (int) (lowest.bottom() + BELOW),
                "Line chart of the learning rate%s at iterations 0 to %s"
                        .formatted(momentum.isPresent() ? " and the momentum" : "", iterations - 1));
        int[] shown = shown(iterations);
        draw(svg, RATE, "learning rate", shown, schedule::rateAt, "line rate");
        if (momentum.isPresent()) {
            draw(
                    svg,
                    MOMENTUM,
                    "momentum",
                    shown,
                    iteration -> schedule.momentumAt(iteration).orElseThrow(),
                    "line loss");
        }
        lowest.across(svg, across, TickText.SHORT, "iteration");
        ImmutableList.Builder<LegendEntry> legend = ImmutableList.builder();
        legend.add(new LegendEntry("line rate", "learning rate"));
        momentum.ifPresent(some -> legend.add(new LegendEntry("line loss", "momentum")));
        if (!troughs.isEmpty() && troughs.size() <= MOST_TROUGH_LINES) {
            legend.add(new LegendEntry("line trough", "trough, where a snapshot is kept"));
        }
        return new Picture(svg.markup(), legend.build());
    }

    private void draw(Svg svg, Frame frame, String title, int[] shown, IntToDoubleFunction value, String look) {
        double[] values = IntStream.of(shown).mapToDouble(value).toArray();
        double least = IntStream.of(shown).mapToDouble(value).min().orElseThrow();
        double highest = IntStream.of(shown).mapToDouble(value).max().orElseThrow();
        // Rates begin at 0, lest a small fall look like a great one; momentum stays close to 1.
        LinearScale up = LinearScale.rounded(
                frame.equals(RATE) ? Math.min(0, least) : least, highest, frame.bottom(), frame.top(), MARKS_UP);
        frame.up(svg, up, TickText.NUMBER, title);
        if (troughs.size() <= MOST_TROUGH_LINES) {
            for (int trough : troughs) {
                svg.line(across.at(trough), frame.top(), across.at(trough), frame.bottom(), "trough");
            }
        }
        ImmutableList.Builder<double[]> points = ImmutableList.builder();
        for (int i = 0; i < shown.length; i++) {
            points.add(new double[] {across.at(shown[i]), up.at(values[i])});
        }
        svg.polyline(points.build(), look);
    }

    private int[] shown(int iterations) {
        if (iterations <= 2 * PARTS) {
            return IntStream.range(0, iterations).toArray();
        }
        return IntStream.range(0, PARTS)
                .flatMap(part ->
                        extremes((int) ((long) part * iterations / PARTS), (int) ((part + 1L) * iterations / PARTS)))
                .toArray();
    }

    private IntStream extremes(int from, int to) {
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
