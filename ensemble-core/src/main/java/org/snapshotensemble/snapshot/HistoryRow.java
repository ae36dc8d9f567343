package org.snapshotensemble.snapshot;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * One iteration in the history of a run.
 *
 * @param cycle counted from 0; empty past the schedule's total
 * @param validation of a snapshot, where there are validation data
 */
record HistoryRow(
        int iteration,
        int epoch,
        OptionalInt cycle,
        double learningRate,
        OptionalDouble momentum,
        double loss,
        Optional<ValidationFigures> validation) {

    /** Adds the row's line, in the order of {@link HistoryFile#HEADER}. */
    void appendTo(StringBuilder text) {
        text.append(iteration).append(',').append(epoch).append(',');
        cycle.ifPresent(text::append);
        text.append(',').append(learningRate).append(',');
        momentum.ifPresent(text::append);
        text.append(',').append(loss).append(',');
        if (validation.orElse(null) instanceof ValidationFigures.OfClassification figures) {
            text.append(figures.accuracy()).append(',').append(figures.logLoss());
        } else {
            text.append(',');
        }
        text.append('\n');
    }
}
