package org.snapshotensemble.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** What the labels of the data are. */
public enum Task {
    /** One class of several: labels are one-hot rows, {@code [examples, classes]}. */
    @JsonProperty("classification")
    CLASSIFICATION,
    /** One or several real numbers: labels are the targets, {@code [examples, targets]}. */
    @JsonProperty("regression")
    REGRESSION;

    /** Its name in a source's text and in messages, {@code classification} or {@code regression}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
