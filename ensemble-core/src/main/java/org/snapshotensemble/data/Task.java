package org.snapshotensemble.data;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the labels of the data are. */
public enum Task {
    /** One class of several: labels are one-hot rows, {@code [examples, classes]}. */
    @JsonProperty("classification")
    CLASSIFICATION,
    /** One or several real numbers: labels are the targets, {@code [examples, targets]}. */
    @JsonProperty("regression")
    REGRESSION
}
