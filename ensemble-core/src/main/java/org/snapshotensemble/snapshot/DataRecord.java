package org.snapshotensemble.snapshot;

import java.util.List;
import java.util.Optional;
import org.snapshotensemble.data.DataDescription;
import org.snapshotensemble.data.DataParts;
import org.snapshotensemble.data.ImageSize;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.data.StratifiedFolds;
import org.snapshotensemble.data.Task;

/**
 * The data of a run: enough to load them again, to know that they are the same, and to treat new data as the training's
 * were.
 *
 * @param source the text of the data's source
 * @param sha256 SHA-256 of its bytes, 64 lower-case hex digits
 * @param task what the labels are
 * @param columns the names of the features, in order
 * @param classes the names of the classes, in order; empty for regression
 * @param imageSize the size of the images, where the examples are images
 * @param preprocessing what is done to raw features, fitted on the training part
 * @param targetPreprocessing what is done to the targets of a regression, fitted on the training part; absent where
 *     nothing is
 * @param split which examples trained, chose and measured
 * @param test the test data, where they have a source of their own
 */
public record DataRecord(
        String source,
        String sha256,
        Task task,
        List<String> columns,
        List<String> classes,
        Optional<ImageSize> imageSize,
        Preprocessing preprocessing,
        Optional<Preprocessing> targetPreprocessing,
        SplitRecord split,
        Optional<SourceRecord> test) {

    public DataRecord {
        DataDescription described = new DataDescription(source, sha256, task, columns, classes, imageSize);
        columns = described.columns();
        classes = described.classes();
        int numbers = preprocessing.offset().size();
        if (preprocessing.kind() != Preprocessing.Kind.NONE && numbers != columns.size()) {
            throw new IllegalArgumentException(
                    "preprocessing must have a number for each of the " + columns.size() + " columns, had " + numbers);
        }
        if (task == Task.CLASSIFICATION && targetPreprocessing.isPresent()) {
            throw new IllegalArgumentException("targetPreprocessing must be absent for classification, was "
                    + targetPreprocessing.get().kind().text());
        }
    }

    /**
     * Numbers from which the same three parts come again.
     *
     * @param testFraction the test part's share; 0 where the test data are a fold or have a source of their own
     * @param validationFraction the validation part's share of the rest
     * @param seed the seed
     * @param fold the fold of a cross-validation that is the test part, where one is
     */
    public record SplitRecord(double testFraction, double validationFraction, long seed, Optional<FoldRecord> fold) {
        public SplitRecord {
            requireFraction("testFraction", testFraction);
            requireFraction("validationFraction", validationFraction);
        }

        /** Without folds. */
        public SplitRecord(double testFraction, double validationFraction, long seed) {
            this(testFraction, validationFraction, seed, Optional.empty());
        }

        /** With a fold as the test part. */
        public static SplitRecord ofFold(FoldRecord fold, double validationFraction, long seed) {
            return new SplitRecord(0, validationFraction, seed, Optional.of(fold));
        }

        /**
         * Splits data so.
         *
         * @throws IllegalArgumentException if they cannot be, such as fewer examples than folds
         */
        public DataParts parts(LabelledData data) {
            return fold.map(one -> StratifiedFolds.of(data, one.folds(), seed).parts(one.fold(), validationFraction))
                    .orElseGet(() -> DataParts.split(data, testFraction, validationFraction, seed));
        }

        private static void requireFraction(String name, double value) {
            if (!(value >= 0 && value < 1)) {
                throw new IllegalArgumentException(name + " must be in [0, 1), was " + value);
            }
        }
    }

    /**
     * A fold of a cross-validation.
     *
     * @param folds how many there are, at least 2
     * @param fold which it is, from 0
     */
    public record FoldRecord(int folds, int fold) {
        public FoldRecord {
            if (folds < 2) {
                throw new IllegalArgumentException("folds must be at least 2, was " + folds);
            }
            if (fold < 0 || fold >= folds) {
                throw new IllegalArgumentException("fold must be in [0, " + folds + "), was " + fold);
            }
        }

        /** As a person counts: {@code 2 of 5}. */
        @Override
        public String toString() {
            return (fold + 1) + " of " + folds;
        }
    }

    /** A source and the SHA-256 of its bytes. */
    public record SourceRecord(String source, String sha256) {}

    /** Records data whose features alone are preprocessed, described and split so. */
    public static DataRecord of(
            DataDescription description, Preprocessing preprocessing, SplitRecord split, Optional<SourceRecord> test) {
        return of(description, Scaling.ofFeatures(preprocessing), split, test);
    }

    /** Records data that are described, scaled and split so. */
    public static DataRecord of(
            DataDescription description, Scaling scaling, SplitRecord split, Optional<SourceRecord> test) {
        return new DataRecord(
                description.source(),
                description.sha256(),
                description.task(),
                description.columns(),
                description.classes(),
                description.imageSize(),
                scaling.features(),
                Optional.of(scaling.targets()).filter(targets -> targets.kind() != Preprocessing.Kind.NONE),
                split,
                test);
    }

    /** What is done to features and targets. */
    public Scaling scaling() {
        return new Scaling(preprocessing, targetPreprocessing.orElseGet(Preprocessing::none));
    }

    /** What the data are, as they were described when they were read. */
    public DataDescription description() {
        return new DataDescription(source, sha256, task, columns, classes, imageSize);
    }
}
