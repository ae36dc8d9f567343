package org.snapshotensemble.train;

import java.util.Optional;
import java.util.OptionalInt;
import org.snapshotensemble.data.Augmentation;
import org.snapshotensemble.data.BatchSource;

/**
 * What batches are, before one is there.
 *
 * @param size examples in the first batch of an epoch, where that is known
 * @param augmentation how images are changed at random, where they are
 */
record BatchForm(OptionalInt size, Optional<Augmentation> augmentation) {

    static BatchForm of(BatchSource source) {
        return new BatchForm(source.batchSize(), source.augmentation());
    }

    static BatchForm of(GradientSource source) {
        return new BatchForm(OptionalInt.of(source.batchSize()), Optional.empty());
    }
}
