package org.snapshotensemble.evaluation;

import java.util.ArrayList;
import java.util.List;
import org.snapshotensemble.evaluation.example.FitSample;
import org.snapshotensemble.evaluation.example.FitSample.Point;

/**
 * Keeps a sample of what was predicted of one column. It begins with every example; whenever there are too many, every second
 * one is let go, and from then on only every second is taken. So the sample is spread evenly, whatever the number of
 * examples, and the same each time.
 */
final class FitTally {

    /** As many marks as can be told apart in a picture. */
    static final int MOST = 1_000;

    private final List<Point> points = new ArrayList<>();
    private int stride = 1;
    private int examples;

    /** Takes in an example. */
    void add(double truth, double predicted) {
        if (examples % stride == 0) {
            if (points.size() == MOST) {
                thin();
            }
            if (examples % stride == 0) {
                points.add(new Point(truth, predicted));
            }
        }
        examples++;
    }

    private void thin() {
        List<Point> all = List.copyOf(points);
        points.clear();
        for (int place = 0; place < all.size(); place += 2) {
            points.add(all.get(place));
        }
        stride *= 2;
    }

    /** The sample of the examples so far, of which there is at least one. */
    FitSample sample(String column) {
        return new FitSample(column, points, examples);
    }
}
