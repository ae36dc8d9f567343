package org.snapshotensemble.cli;

import java.io.IOException;
import java.util.Optional;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.snapshot.RecordedData;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.validation.ValidationAnswers;

/** A run's validation part, read again when something is to be chosen by it. */
record ValidationPart(Run run) {

    /**
     * What an ensemble's members say of it.
     *
     * @param option what asks for it
     * @throws BadInputException if there is none, or it cannot be read or chosen by
     */
    ValidationAnswers answers(String option, Ensemble ensemble) {
        LabelledData part = BadInputException.read(option, () -> RecordedData.parts(run))
                .validation()
                .orElseThrow(() -> new BadInputException(option
                        + ": is chosen on a validation part, of which the run has none; train with --validation"));
        return BadInputException.check(option, () -> ValidationAnswers.of(ensemble, RunReport.batches(part, run)));
    }

    /** The batches that temperatures of a classification are fitted to, where the part is there and can be read. */
    Optional<BatchSource> forTemperatures(Ensemble ensemble) {
        if (!ensemble.outputKind(0).isClassification() || run.manifest().data().isEmpty()) {
            return Optional.empty();
        }
        try {
            return RecordedData.parts(run).validation().map(part -> RunReport.batches(part, run));
        } catch (IOException | IllegalArgumentException | RunException e) {
            // The report is of other data then, and does without.
            return Optional.empty();
        }
    }
}
