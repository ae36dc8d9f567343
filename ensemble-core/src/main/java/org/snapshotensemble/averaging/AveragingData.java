package org.snapshotensemble.averaging;

import java.util.Optional;
import org.snapshotensemble.data.BatchSource;

/**
 * The data that an average of weights needs: such as chooses, and for batch norm such as the members were trained on.
 *
 * @param validation examples, scaled as the training's, that are neither trained on nor tested with; the batches of the
 *     source's first epoch
 * @param training the batches that the members were trained on, of the same size, for the running statistics of batch
 *     norm; the source's first epoch. A network without batch norm needs none.
 */
public record AveragingData(BatchSource validation, Optional<BatchSource> training) {

    /** Checks that what chooses is not trained on. */
    public AveragingData {
        if (training.filter(source -> source == validation).isPresent()) {
            throw new IllegalArgumentException("training must be another source than validation, was the same");
        }
    }

    /** For members without batch norm. */
    public static AveragingData validatedOn(BatchSource validation) {
        return new AveragingData(validation, Optional.empty());
    }

    /** For members with batch norm. */
    public AveragingData trainedOn(BatchSource training) {
        return new AveragingData(validation, Optional.of(training));
    }
}
