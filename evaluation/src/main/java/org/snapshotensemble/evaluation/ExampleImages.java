package org.snapshotensemble.evaluation;

import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.data.ImageSize;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.evaluation.example.Thumbnail;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.snapshot.Run;

/**
 * Makes images again of what a network saw.
 *
 * @param recorded the size that the run recorded, which tells rows that are images from others
 * @param preprocessing what was done to them
 */
record ExampleImages(Optional<ImageSize> recorded, Preprocessing preprocessing) {

    private static final int IMAGE_RANK = 3;

    /** Those of a run. */
    static ExampleImages of(Run run) {
        return new ExampleImages(
                run.manifest().data().flatMap(DataRecord::imageSize),
                run.manifest().scaling().map(Scaling::features).orElseGet(Preprocessing::none));
    }

    /**
     * The image, where an example is one, gray or colored.
     *
     * @param features one example's, {@code [channels, height, width]} or {@code [values]}
     */
    Optional<Image> image(INDArray features) {
        return size(features)
                .filter(size -> size.channels() == 1 || size.channels() == 3)
                .map(size -> new Image(size, raw(features)));
    }

    private Optional<ImageSize> size(INDArray features) {
        Optional<ImageSize> known = recorded.filter(size -> size.values() == features.length());
        return known.isEmpty() && features.rank() == IMAGE_RANK
                ? Optional.of(new ImageSize((int) features.size(1), (int) features.size(2), (int) features.size(0)))
                : known;
    }

    private INDArray raw(INDArray features) {
        INDArray row = features.castTo(DataType.FLOAT).dup('c').reshape(1, features.length());
        int numbers = preprocessing.offset().size();
        boolean fits = numbers == 0 || numbers == row.length();
        return fits ? preprocessing.undo(row) : row;
    }

    /**
     * An image.
     *
     * @param size its size
     * @param values {@code [1, values]}
     */
    record Image(ImageSize size, INDArray values) {

        double lowest() {
            return values.minNumber().doubleValue();
        }

        double highest() {
            return values.maxNumber().doubleValue();
        }

        Thumbnail thumbnail(double black, double white) {
            return Thumbnail.of(size, values.toFloatVector(), black, white);
        }
    }
}
