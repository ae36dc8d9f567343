package org.snapshotensemble.data;

import com.google.common.collect.Iterators;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Raw batches of one input and one output, scaled when they are asked for: nothing is in memory twice. */
final class ScaledBatches implements BatchSource {

    private final BatchSource raw;
    private final Optional<Scaler> features;
    private final Optional<Scaler> targets;

    ScaledBatches(BatchSource raw, Scaling scaling) {
        this.raw = raw;
        this.features = scaling.features().scaler();
        this.targets = scaling.targets().scaler();
    }

    @Override
    public int batchesPerEpoch() {
        return raw.batchesPerEpoch();
    }

    @Override
    public OptionalInt batchSize() {
        return raw.batchSize();
    }

    @Override
    public boolean repeatable() {
        return raw.repeatable();
    }

    @Override
    public boolean aheadOfTraining() {
        return raw.aheadOfTraining();
    }

    @Override
    public Optional<Augmentation> augmentation() {
        return raw.augmentation();
    }

    @Override
    public Iterator<MultiDataSet> epoch(int epoch) {
        return Iterators.transform(raw.epoch(epoch), this::scaled);
    }

    @Override
    public Iterator<MultiDataSet> epoch(int epoch, int used) {
        return Iterators.transform(raw.epoch(epoch, used), this::scaled);
    }

    private MultiDataSet scaled(MultiDataSet batch) {
        return new org.nd4j.linalg.dataset.MultiDataSet(
                scaled(features, batch.getFeatures(0)), scaled(targets, batch.getLabels(0)));
    }

    private static INDArray scaled(Optional<Scaler> scaler, INDArray array) {
        return scaler.map(prepared -> prepared.apply(array)).orElseGet(() -> Rows.numbers(array));
    }
}
