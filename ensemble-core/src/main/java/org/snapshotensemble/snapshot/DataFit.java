package org.snapshotensemble.snapshot;

import java.util.Optional;
import java.util.OptionalLong;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.network.OutputKind;

/**
 * Whether a record of data contradicts the network that was trained on it, as far as the two can be compared for sure: a
 * network of several inputs or one for series may take the data in another form.
 */
final class DataFit {

    private DataFit() {}

    /** Returns what contradicts the network; a rule that begins with the field's name. */
    static Optional<String> fault(DataRecord data, Network network) {
        if (data.imageSize().isPresent() && network.takesRowsAlone()) {
            return Optional.of("data: imageSize must be absent, as the network takes rows, was "
                    + data.imageSize().get());
        }
        OutputKind kind = network.outputKinds().get(0);
        OptionalLong width = network.outputWidth();
        if (kind.isClassification()) {
            return data.task() == Task.REGRESSION
                    ? Optional.of("data: task must be classification, as the network's first output gives the"
                            + " probabilities of classes, was regression")
                    : classesFault(data, kind, width);
        }
        boolean oneNumber = kind == OutputKind.REGRESSION && width.isPresent() && width.getAsLong() == 1;
        return oneNumber && data.task() == Task.CLASSIFICATION
                ? Optional.of("data: task must be regression, as the network's first output gives one number, was"
                        + " classification")
                : Optional.empty();
    }

    private static Optional<String> classesFault(DataRecord data, OutputKind kind, OptionalLong width) {
        if (width.isEmpty()) {
            return Optional.empty();
        }
        long classes = kind == OutputKind.BINARY ? 2 : width.getAsLong();
        return data.classes().size() == classes
                ? Optional.empty()
                : Optional.of("data: classes must be the " + classes + " of the network's first output, were "
                        + data.classes().size());
    }
}
