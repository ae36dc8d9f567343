package org.snapshotensemble.data;

import java.util.Iterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** The part of Deeplearning4j's two kinds of iterator that a {@link BatchSource} needs. */
interface ResettableBatches extends Iterator<MultiDataSet> {

    /** Back to the first batch. */
    void reset();

    static ResettableBatches of(DataSetIterator iterator) {
        checkReset(iterator.resetSupported(), iterator);
        return new ResettableBatches() {
            @Override
            public boolean hasNext() {
                return iterator.hasNext();
            }

            @Override
            public MultiDataSet next() {
                DataSet batch = iterator.next();
                return batch.toMultiDataSet();
            }

            @Override
            public void reset() {
                iterator.reset();
            }
        };
    }

    static ResettableBatches of(MultiDataSetIterator iterator) {
        checkReset(iterator.resetSupported(), iterator);
        return new ResettableBatches() {
            @Override
            public boolean hasNext() {
                return iterator.hasNext();
            }

            @Override
            public MultiDataSet next() {
                return iterator.next();
            }

            @Override
            public void reset() {
                iterator.reset();
            }
        };
    }

    private static void checkReset(boolean supported, Object iterator) {
        if (!supported) {
            throw new IllegalArgumentException("iterator must support reset(), did not: "
                    + iterator.getClass().getName());
        }
    }
}
