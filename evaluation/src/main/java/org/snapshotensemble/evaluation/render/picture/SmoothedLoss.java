package org.snapshotensemble.evaluation.render.picture;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.snapshotensemble.evaluation.curve.LossRange;
import org.snapshotensemble.evaluation.curve.Stretch;
import org.snapshotensemble.evaluation.render.svg.Frame;
import org.snapshotensemble.evaluation.render.svg.LinearScale;
import org.snapshotensemble.evaluation.render.svg.LogScale;
import org.snapshotensemble.evaluation.render.svg.Scale;
import org.snapshotensemble.evaluation.render.svg.Svg;

/**
 * The loss of a training: its range in each stretch, and a moving mean over neighboring ones.
 *
 * @param stretches those with a finite loss
 * @param means the moving mean at each
 * @param iterations over how many iterations a mean goes
 */
record SmoothedLoss(List<Stretch> stretches, List<Double> means, int iterations) {

    /** A mean goes over a fortieth of the training. */
    private static final int WINDOWS = 40;

    private static final int MARKS = 4;

    /** Losses that span more than this are drawn on a logarithmic scale. */
    private static final double WIDE = 20;

    /** Of the extremes in the stretches, the outermost hundredth may lie beyond the axis. */
    private static final double OUTERMOST = 0.01;

    SmoothedLoss {
        stretches = ImmutableList.copyOf(stretches);
        means = ImmutableList.copyOf(means);
    }

    static SmoothedLoss of(List<Stretch> all) {
        List<Stretch> stretches =
                all.stream().filter(stretch -> stretch.loss().isPresent()).toList();
        int reach = stretches.size() / WINDOWS / 2;
        ImmutableList.Builder<Double> means = ImmutableList.builder();
        for (int place = 0; place < stretches.size(); place++) {
            LossRange mean = range(stretches.get(place));
            for (int near = Math.max(0, place - reach); near <= Math.min(stretches.size() - 1, place + reach); near++) {
                mean = near == place ? mean : mean.and(range(stretches.get(near)));
            }
            means.add(mean.mean());
        }
        int length = all.get(0).to() - all.get(0).from() + 1;
        return new SmoothedLoss(stretches, means.build(), (2 * reach + 1) * length);
    }

    String meaning() {
        return iterations == 1 ? "loss" : "loss, mean over %s iterations".formatted(iterations);
    }

    /** The axis, where there is a loss. */
    Optional<Scale> scale(Frame frame) {
        if (stretches.isEmpty()) {
            return Optional.empty();
        }
        double[] lows = stretches.stream()
                .mapToDouble(stretch -> range(stretch).lowest())
                .sorted()
                .toArray();
        double[] highs = stretches.stream()
                .mapToDouble(stretch -> range(stretch).highest())
                .sorted()
                .toArray();
        double[] middle =
                means.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int left = (int) (OUTERMOST * lows.length);
        double low = Math.min(lows[left], middle[0]);
        double high = Math.max(highs[highs.length - 1 - left], middle[middle.length - 1]);
        if (low > 0 && high / low > WIDE) {
            return Optional.of(LogScale.of(low, high, frame.bottom(), frame.top()));
        }
        return Optional.of(LinearScale.rounded(low, high, frame.bottom(), frame.top(), MARKS));
    }

    Svg.Path band(Scale across, Scale up) {
        double[][] edge = new double[2 * stretches.size()][];
        for (int place = 0; place < stretches.size(); place++) {
            double x = middle(across, stretches.get(place));
            edge[place] = new double[] {x, up.at(range(stretches.get(place)).highest())};
            edge[edge.length - 1 - place] =
                    new double[] {x, up.at(range(stretches.get(place)).lowest())};
        }
        Svg.Path band = new Svg.Path();
        Arrays.stream(edge).forEach(point -> band.to(point[0], point[1]));
        return band.close();
    }

    List<double[]> line(Scale across, Scale up) {
        ImmutableList.Builder<double[]> points = ImmutableList.builder();
        for (int place = 0; place < stretches.size(); place++) {
            points.add(new double[] {middle(across, stretches.get(place)), up.at(means.get(place))});
        }
        return points.build();
    }

    private static double middle(Scale across, Stretch stretch) {
        return across.at((stretch.from() + stretch.to()) / 2.0);
    }

    private static LossRange range(Stretch stretch) {
        return stretch.loss().orElseThrow();
    }
}
