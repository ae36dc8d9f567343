package org.snapshotensemble.data;

/** What the labels of the data are. */
public enum Task {
    /** One class of several: labels are one-hot rows, {@code [examples, classes]}. */
    CLASSIFICATION,
    /** One or several real numbers: labels are the targets, {@code [examples, targets]}. */
    REGRESSION
}
