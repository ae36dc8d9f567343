package org.snapshotensemble.evaluation;

import java.util.Iterator;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Validation data, to be read when they are needed. */
@FunctionalInterface
interface ValidationBatches {

    /** All batches, from the first on. */
    Iterator<MultiDataSet> batches();
}
