package org.snapshotensemble.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Holds images against those that a run was trained on, and brings their values to the same scale. */
final class KnownImages {

    /** White in image files, which have a byte a value. */
    static final int WHITE_BYTE = 255;

    /** White in the bundled digits. */
    static final int WHITE_DIGIT = 16;

    private final DataDescription known;
    private final String place;

    /**
     * @param known the run's
     * @param place what messages call the others
     */
    KnownImages(DataDescription known, String place) {
        this.known = known;
        this.place = place;
    }

    /**
     * Refuses images of another size.
     *
     * @throws BadDataException if the run's have another one, or are no images
     */
    void requireSize(ImageSize size) throws BadDataException {
        if (!known.imageSize().equals(Optional.of(size))) {
            throw new BadDataException(place + ": must have " + ImageSize.describe(known.imageSize())
                    + " as the training data, has " + ImageSize.describe(size));
        }
    }

    /**
     * Refuses other classes.
     *
     * @throws BadDataException if the run has others
     */
    void requireClasses(List<String> classes) throws BadDataException {
        if (!classes.equals(known.classes())) {
            throw new BadDataException(place + ": must have the training data's classes, " + Quote.all(known.classes())
                    + ", has " + Quote.all(classes));
        }
    }

    /** The data, with white being what it is in the run's. */
    LabelledData scaled(LabelledData data, int white) {
        return factor(white) == 1
                ? data
                : new LabelledData(scaled(data.features(), white), data.labels(), data.description());
    }

    /** The values, or a copy in which white is what it is in the run's. */
    INDArray scaled(INDArray values, int white) {
        double factor = factor(white);
        return factor == 1 ? values : values.mul(factor);
    }

    private double factor(int white) {
        return (double) white(known.source()).orElse(white) / white;
    }

    /** What white is in a source of images; of what was made in Java it is not known. */
    private static OptionalInt white(String source) {
        if (source.equals(DigitsSource.TEXT)) {
            return OptionalInt.of(WHITE_DIGIT);
        }
        boolean files = source.startsWith(IdxSource.PREFIX) || source.startsWith(ImageFolderSource.PREFIX);
        return files ? OptionalInt.of(WHITE_BYTE) : OptionalInt.empty();
    }
}
