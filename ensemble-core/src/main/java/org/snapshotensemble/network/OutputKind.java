package org.snapshotensemble.network;

/** What the numbers of one network output mean, read off the output layer's activation and loss. */
public enum OutputKind {
    /** Class probabilities that sum to one, as a softmax gives them: {@code [examples, classes]}. */
    MULTICLASS,
    /** The probability of the second of two classes, from one sigmoid: {@code [examples, 1]}. */
    BINARY,
    /** Independent probabilities, one for each label: {@code [examples, labels]}. */
    MULTILABEL,
    /** Real values: {@code [examples, targets]}. */
    REGRESSION;

    /** Returns whether each example belongs to exactly one class. */
    public boolean isClassification() {
        return this == MULTICLASS || this == BINARY;
    }

    /** Returns whether the numbers are probabilities, in {@code [0, 1]}. */
    public boolean isProbability() {
        return this != REGRESSION;
    }
}
