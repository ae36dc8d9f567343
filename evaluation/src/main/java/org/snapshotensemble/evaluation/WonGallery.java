package org.snapshotensemble.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.evaluation.example.Thumbnail;
import org.snapshotensemble.evaluation.example.WonExample;
import org.snapshotensemble.network.LikeliestClass;

/**
 * Keeps the first examples that the ensemble gets right and the best single member does not, and what they look like: the
 * first ones, because any other choice would show more than the figures do.
 */
final class WonGallery {

    /** As many as fit on a page. */
    static final int MOST = 24;

    private final ClassLabels labels;
    private final int ensemble;
    private final int best;
    private final ExampleImages images;
    private final List<WonExample> won = new ArrayList<>();
    private final List<Optional<ExampleImages.Image>> pictures = new ArrayList<>();
    private int row;

    /**
     * An empty gallery.
     *
     * @param ensemble the ensemble's place among the models
     * @param best the best single member's place
     */
    WonGallery(ClassLabels labels, int ensemble, int best, ExampleImages images) {
        this.labels = labels;
        this.ensemble = ensemble;
        this.best = best;
        this.images = images;
    }

    /**
     * Looks at an example.
     *
     * @param label the row of the labels, one that a scoring has taken
     * @param predictions {@code [model][column]}
     * @param features what the network saw of it, asked for only if the example is kept
     */
    void add(double[] label, double[][] predictions, Supplier<Optional<INDArray>> features) {
        if (won.size() < MOST) {
            int actual = labels.classOf(label, row);
            int said = LikeliestClass.of(labels.probabilities(predictions[best]));
            if (said != actual && LikeliestClass.of(labels.probabilities(predictions[ensemble])) == actual) {
                won.add(new WonExample(row, name(actual), name(said), Optional.empty()));
                pictures.add(features.get().flatMap(images::image));
            }
        }
        row++;
    }

    /** The examples kept. Their pictures share black and white, so that a pale one among them is pale. */
    List<WonExample> examples() {
        double black = Double.POSITIVE_INFINITY;
        double white = Double.NEGATIVE_INFINITY;
        for (Optional<ExampleImages.Image> picture : pictures) {
            black = Math.min(black, picture.map(ExampleImages.Image::lowest).orElse(black));
            white = Math.max(white, picture.map(ExampleImages.Image::highest).orElse(white));
        }
        List<WonExample> shown = new ArrayList<>();
        for (int place = 0; place < won.size(); place++) {
            WonExample example = won.get(place);
            double darkest = black;
            double brightest = white;
            Optional<Thumbnail> thumbnail = pictures.get(place).map(image -> image.thumbnail(darkest, brightest));
            shown.add(new WonExample(example.row(), example.label(), example.mistaken(), thumbnail));
        }
        return shown;
    }

    private String name(int label) {
        return labels.classNames().get(label);
    }
}
