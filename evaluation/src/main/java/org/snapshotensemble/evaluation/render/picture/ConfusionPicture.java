package org.snapshotensemble.evaluation.render.picture;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.snapshotensemble.evaluation.ConfusionMatrix;
import org.snapshotensemble.evaluation.render.svg.PlainText;
import org.snapshotensemble.evaluation.render.svg.Svg;
import org.snapshotensemble.evaluation.render.svg.Svg.Anchor;

/**
 * The confusions of a classifier as a square, labels by predictions. A cell off the diagonal is shaded by the share of the
 * label's examples; the diagonal, which would outshine them all, has numbers alone.
 */
public final class ConfusionPicture {

    /** More classes than this are not readable; about as many are shown then. */
    private static final int MOST_CLASSES = 20;

    private static final int WIDTH = 440;
    private static final int HEIGHT = 472;
    private static final double LEFT = 96;
    private static final double TOP = 92;
    private static final double SIZE = 336;
    private static final int LONGEST_NAME = 9;
    private static final int MOST_WITH_VALUES = 12;

    private final ConfusionMatrix matrix;
    private final List<String> names;
    private final int[] shown;

    private ConfusionPicture(ConfusionMatrix matrix, List<String> names) {
        this.matrix = matrix;
        this.names = names;
        shown = mostConfused(matrix);
    }

    /**
     * A picture that is not drawn yet.
     *
     * @param names one a class
     */
    public static ConfusionPicture of(ConfusionMatrix matrix, List<String> names) {
        return new ConfusionPicture(matrix, names);
    }

    /** How many classes it shows. */
    public int classes() {
        return shown.length;
    }

    /** All classes where they are few, else those of the most frequent confusions, in their order. */
    private static int[] mostConfused(ConfusionMatrix matrix) {
        int classes = matrix.classes();
        if (classes <= MOST_CLASSES) {
            return IntStream.range(0, classes).toArray();
        }
        List<int[]> confusions = IntStream.range(0, classes)
                .boxed()
                .flatMap(actual -> IntStream.range(0, classes)
                        .filter(predicted -> predicted != actual && matrix.count(actual, predicted) > 0)
                        .mapToObj(predicted -> new int[] {actual, predicted, matrix.count(actual, predicted)}))
                .sorted(Comparator.comparingInt((int[] confusion) -> confusion[2])
                        .reversed())
                .toList();
        Set<Integer> shown = new TreeSet<>();
        for (int[] confusion : confusions) {
            Set<Integer> both = new TreeSet<>(shown);
            both.add(confusion[0]);
            both.add(confusion[1]);
            if (both.size() > MOST_CLASSES) {
                break;
            }
            shown = both;
        }
        // Where little is confused, others fill up.
        for (int label = 0; shown.size() < MOST_CLASSES - 1; label++) {
            shown.add(label);
        }
        return shown.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Draws it. */
    public Picture draw() {
        double[][] shares = new double[shown.length][shown.length];
        for (int row = 0; row < shown.length; row++) {
            int support = matrix.support(shown[row]);
            for (int column = 0; column < shown.length; column++) {
                shares[row][column] = row == column
                        ? Double.NaN
                        : support == 0 ? 0 : (double) matrix.count(shown[row], shown[column]) / support;
            }
        }
        Svg svg = new Svg("chart", WIDTH, HEIGHT, "Matrix: confusions of %s classes".formatted(shown.length));
        HeatMap map = new HeatMap(shares, LEFT, TOP, SIZE);
        map.draw(svg);
        svg.text(0, TOP - 28, Anchor.START, "axis", "predicted →");
        svg.text(0, TOP - 8, Anchor.START, "axis", "label ↓");
        for (int place = 0; place < shown.length; place++) {
            String name = PlainText.cut(names.get(shown[place]), LONGEST_NAME);
            svg.text(LEFT - 6, map.middle(place), Anchor.END, "tick", name);
            svg.upright(LEFT + (place + 0.5) * map.cell() + 4, TOP - 6, "tick", name);
        }
        if (shown.length <= MOST_WITH_VALUES) {
            for (int row = 0; row < shown.length; row++) {
                for (int column = 0; column < shown.length; column++) {
                    int count = matrix.count(shown[row], shown[column]);
                    if (count > 0) {
                        map.write(svg, row, column, Integer.toString(count));
                    }
                }
            }
        }
        map.key(svg, TOP + SIZE + 14, "of the label");
        return new Picture(svg.markup(), List.of());
    }
}
