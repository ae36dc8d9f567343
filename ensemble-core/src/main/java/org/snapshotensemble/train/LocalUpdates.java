package org.snapshotensemble.train;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.snapshotensemble.checkpoint.Parallelism;
import org.snapshotensemble.checkpoint.RandomState;
import org.snapshotensemble.data.Augmentation;
import org.snapshotensemble.data.BatchSource;

/** Batches of a source, whose gradients the network and its replicas compute in this process. */
final class LocalUpdates implements Updates {

    private final BatchSource source;
    private final Replicas replicas;

    /**
     * @param replicas are closed with this
     */
    LocalUpdates(BatchSource source, Replicas replicas) {
        this.source = source;
        this.replicas = replicas;
    }

    @Override
    public int batchesPerEpoch() {
        return source.batchesPerEpoch();
    }

    @Override
    public Optional<Augmentation> augmentation() {
        return source.augmentation();
    }

    @Override
    public OfEpoch epoch(int epoch, int used) {
        if (source.aheadOfTraining()) {
            BatchesAhead ahead = new BatchesAhead(() -> source.epoch(epoch, used));
            return new OfBatches(ahead, ahead::close);
        }
        return new OfBatches(source.epoch(epoch, used), () -> {});
    }

    @Override
    public Parallelism parallelism() {
        return replicas.parallelism();
    }

    @Override
    public List<RandomState> randomStates() {
        return replicas.randomStates();
    }

    @Override
    public void restore(List<RandomState> states) {
        replicas.restore(states);
    }

    @Override
    public void close() {
        replicas.close();
    }

    private final class OfBatches implements OfEpoch {

        private final Iterator<MultiDataSet> batches;
        private final Runnable end;

        OfBatches(Iterator<MultiDataSet> batches, Runnable end) {
            this.batches = batches;
            this.end = end;
        }

        @Override
        public boolean hasNext() {
            return batches.hasNext();
        }

        @Override
        public Update next() {
            return new OfBatch(batches.next());
        }

        @Override
        public void close() {
            end.run();
        }
    }

    private final class OfBatch implements Update {

        private final MultiDataSet batch;

        OfBatch(MultiDataSet batch) {
            this.batch = batch;
        }

        @Override
        public int examples() {
            return BatchParts.examples(batch);
        }

        @Override
        public int parts() {
            return replicas.parts(batch);
        }

        @Override
        public void make() {
            replicas.fit(batch);
        }
    }
}
