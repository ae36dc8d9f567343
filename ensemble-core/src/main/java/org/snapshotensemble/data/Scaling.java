package org.snapshotensemble.data;

/**
 * What is done to raw examples before a network is trained on them: to their features, and to the targets of a
 * regression.
 *
 * @param features what is done to the features
 * @param targets what is done to the labels; for classes nothing
 */
public record Scaling(Preprocessing features, Preprocessing targets) {

    /** Leaves examples as they are. */
    public static Scaling none() {
        return new Scaling(Preprocessing.none(), Preprocessing.none());
    }

    /** Scales features alone. */
    public static Scaling ofFeatures(Preprocessing features) {
        return new Scaling(features, Preprocessing.none());
    }

    /**
     * Finds the numbers in the training part, as {@link Preprocessing#fit} does.
     *
     * @param features how the features' numbers are found
     * @param targets how the targets' numbers are found; for classes none
     * @throws IllegalArgumentException if a value is not finite, classes are to be scaled, or the values of a column lie too
     *     far apart or too close together for 32-bit floats
     */
    public static Scaling fit(Preprocessing.Kind features, Preprocessing.Kind targets, LabelledData training) {
        if (training.description().task() == Task.CLASSIFICATION && targets != Preprocessing.Kind.NONE) {
            throw new IllegalArgumentException("targets must be none for classes, was " + targets.text());
        }
        DataDescription description = training.description();
        String place = description.source() + ": ";
        return new Scaling(
                Preprocessing.fit(features, training.featureRows(), feature -> place + column(description, feature)),
                Preprocessing.fit(targets, training.labelRows(), target -> place + "the label"));
    }

    private static String column(DataDescription description, int feature) {
        return "column " + Quote.of(description.columns().get(feature));
    }
}
