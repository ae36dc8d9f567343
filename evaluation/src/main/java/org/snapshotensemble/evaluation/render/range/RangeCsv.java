package org.snapshotensemble.evaluation.render.range;

import java.util.List;
import java.util.OptionalDouble;
import org.snapshotensemble.schedule.range.RangeAnalysis;
import org.snapshotensemble.schedule.range.RangePoint;

/**
 * The curve as CSV, a line a rate, in full double precision. Accuracy is empty where there is none, the smoothed loss from
 * where the training broke.
 */
final class RangeCsv {

    private RangeCsv() {}

    static String of(RangeAnalysis analysis) {
        StringBuilder text = new StringBuilder("iteration,learning_rate,loss,smoothed_loss,accuracy\n");
        List<RangePoint> points = analysis.curve().points();
        for (int index = 0; index < points.size(); index++) {
            RangePoint point = points.get(index);
            OptionalDouble smoothed = index < analysis.smoothedLoss().size()
                    ? OptionalDouble.of(analysis.smoothedLoss().get(index))
                    : OptionalDouble.empty();
            text.append(point.iteration())
                    .append(',')
                    .append(point.rate())
                    .append(',')
                    .append(point.loss());
            append(text, smoothed);
            append(text, point.accuracy());
            text.append('\n');
        }
        return text.toString();
    }

    private static void append(StringBuilder text, OptionalDouble number) {
        text.append(',');
        number.ifPresent(text::append);
    }
}
