package org.snapshotensemble.spark;

import com.google.common.collect.Iterators;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.backend.MatrixRows;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.ensemble.Prediction;
import org.snapshotensemble.network.LikeliestClass;

/**
 * What a task does with the examples of its partition: batch after batch, each when the one before has been passed on.
 *
 * @param batchSize the examples of a batch
 * @param features what is to be done to them first
 */
record PartitionScoring(BroadcastEnsemble ensemble, ExampleShape shape, int batchSize, Features features)
        implements Function2<Integer, Iterator<float[]>, Iterator<Score>> {

    /** In what state the examples come. */
    enum Features {
        /** As the network takes them. */
        READY,
        /** As the run's source had them. */
        RAW
    }

    @Override
    public Iterator<Score> call(Integer partition, Iterator<float[]> examples) {
        if (!examples.hasNext()) {
            return Collections.emptyIterator();
        }
        return new Scores(ensemble.value(), partition, Iterators.partition(examples, batchSize));
    }

    private final class Scores implements Iterator<Score> {

        private final Ensemble restored;
        private final int partition;
        private final Iterator<List<float[]>> batches;
        private Iterator<Score> scored = Collections.emptyIterator();
        private long done;

        Scores(Ensemble restored, int partition, Iterator<List<float[]>> batches) {
            this.restored = restored;
            this.partition = partition;
            this.batches = batches;
        }

        @Override
        public boolean hasNext() {
            return scored.hasNext() || batches.hasNext();
        }

        @Override
        public Score next() {
            if (!scored.hasNext()) {
                List<float[]> batch = batches.next();
                scored = score(batch);
                done += batch.size();
            }
            return scored.next();
        }

        private Iterator<Score> score(List<float[]> batch) {
            try {
                INDArray rows = shape.array(batch);
                return scores(restored.predict(features == Features.RAW ? restored.preprocess(rows) : rows));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "partition " + partition + ", rows from example " + done + ": " + e.getMessage(), e);
            }
        }

        private Iterator<Score> scores(Prediction prediction) {
            INDArray output = prediction.exactOutput(0);
            if (output.rank() != 2) {
                throw new IllegalArgumentException("the network must give a row of values for each example, gives "
                        + (output.rank() - 1) + " dimensions");
            }
            double[][] outputs = MatrixRows.of(output);
            double[][] spreads = MatrixRows.of(prediction.spread());
            boolean classes = restored.outputKind(0).isClassification();
            List<Score> all = new ArrayList<>();
            for (int row = 0; row < outputs.length; row++) {
                all.add(
                        classes
                                ? Score.ofClass(outputs[row], spreads[row], LikeliestClass.of(outputs[row]))
                                : Score.ofTargets(outputs[row], spreads[row]));
            }
            return all.iterator();
        }
    }
}
