package org.snapshotensemble.data;

import java.util.List;
import java.util.Optional;

/**
 * Labeled data in its parts: what is trained on, what chooses, and what only measures.
 *
 * @param train the training part
 * @param validation the part that chooses members, weights and the best single model; absent where nothing is chosen
 * @param test the part that chooses nothing
 */
public record DataParts(LabelledData train, Optional<LabelledData> validation, LabelledData test) {

    /** Checks that the parts are of one kind. */
    public DataParts {
        validation.ifPresent(part -> checkAlike("validation", part, train));
        checkAlike("test", test, train);
    }

    /**
     * Splits one data set, as {@link DataSplit#stratified} does.
     *
     * @param testFraction the test part's share of all examples, in (0, 1)
     * @param validationFraction the validation part's share of the rest, in [0, 1); with 0 there is no such part
     * @throws IllegalArgumentException if a fraction is out of range, or a part would be empty
     */
    public static DataParts split(LabelledData data, double testFraction, double validationFraction, long seed) {
        if (!(testFraction > 0 && testFraction < 1)) {
            throw new IllegalArgumentException("testFraction must be in (0, 1), was " + testFraction);
        }
        DataSplit split = DataSplit.stratified(data, testFraction, validationFraction, seed);
        return new DataParts(data.rows(split.train()), validation(data, split), data.rows(split.test()));
    }

    /**
     * Splits a data set in a training and a validation part, beside test data of their own.
     *
     * @throws IllegalArgumentException if the test data are the training data or of another kind, the fraction is out of
     *     range, or a part would be empty
     */
    public static DataParts withTest(LabelledData data, LabelledData test, double validationFraction, long seed) {
        if (test.description().sha256().equals(data.description().sha256())) {
            throw new IllegalArgumentException("test data must be other data than the training data, were the same: "
                    + test.description().source());
        }
        DataSplit split = DataSplit.stratified(data, 0, validationFraction, seed);
        return new DataParts(data.rows(split.train()), validation(data, split), test);
    }

    /** The parts of a fold: the rest of one data set, split, beside the examples that the fold measures. */
    static DataParts withFold(LabelledData rest, LabelledData test, double validationFraction, long seed) {
        DataSplit split = DataSplit.stratified(rest, 0, validationFraction, seed);
        return new DataParts(rest.rows(split.train()), validation(rest, split), test);
    }

    private static Optional<LabelledData> validation(LabelledData data, DataSplit split) {
        int[] rows = split.validation();
        return rows.length == 0 ? Optional.empty() : Optional.of(data.rows(rows));
    }

    private static void checkAlike(String name, LabelledData part, LabelledData train) {
        DataDescription mine = part.description();
        DataDescription trained = train.description();
        check(name, "task", mine.task(), trained.task());
        checkNames(name, "columns", mine.columns(), trained.columns());
        checkNames(name, "classes", mine.classes(), trained.classes());
        check(name, "image size", mine.imageSize(), trained.imageSize());
        check(name, "outputs", List.of(part.outputs()), List.of(train.outputs()));
    }

    private static void checkNames(String name, String what, List<String> mine, List<String> trained) {
        if (!mine.equals(trained)) {
            throw new IllegalArgumentException(name + " data must have the training data's " + what + ", "
                    + Quote.all(trained) + ", had " + Quote.all(mine));
        }
    }

    private static void check(String name, String what, Object mine, Object trained) {
        if (!mine.equals(trained)) {
            throw new IllegalArgumentException(
                    name + " data must have the training data's " + what + ", " + trained + ", had " + mine);
        }
    }
}
