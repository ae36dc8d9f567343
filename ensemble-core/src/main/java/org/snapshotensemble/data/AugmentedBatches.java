package org.snapshotensemble.data;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Batches whose images are changed at random: by the seed, the epoch and the batch's place in it, so that a repeatable
 * source stays so.
 */
final class AugmentedBatches implements BatchSource {

    private static final int IMAGES_RANK = 4;

    private final BatchSource source;
    private final Augmentation augmentation;
    private final long mixedSeed;

    AugmentedBatches(BatchSource source, Augmentation augmentation, long seed) {
        this.source = source;
        this.augmentation = augmentation;
        // Apart from the numbers by which the same seed orders the examples.
        this.mixedSeed = new SplittableRandom(~seed).nextLong();
    }

    @Override
    public int batchesPerEpoch() {
        return source.batchesPerEpoch();
    }

    @Override
    public OptionalInt batchSize() {
        return source.batchSize();
    }

    @Override
    public boolean repeatable() {
        return source.repeatable();
    }

    @Override
    public boolean aheadOfTraining() {
        return source.aheadOfTraining();
    }

    @Override
    public Optional<Augmentation> augmentation() {
        return Optional.of(augmentation);
    }

    @Override
    public Iterator<MultiDataSet> epoch(int epoch) {
        return epoch(epoch, 0);
    }

    @Override
    public Iterator<MultiDataSet> epoch(int epoch, int used) {
        return new Batches(source.epoch(epoch, used), new SplittableRandom(mixedSeed + epoch).nextLong(), used);
    }

    private final class Batches implements Iterator<MultiDataSet> {

        private final Iterator<MultiDataSet> batches;
        private final long epochSeed;
        private int next;

        Batches(Iterator<MultiDataSet> batches, long epochSeed, int next) {
            this.batches = batches;
            this.epochSeed = epochSeed;
            this.next = next;
        }

        @Override
        public boolean hasNext() {
            return batches.hasNext();
        }

        @Override
        public MultiDataSet next() {
            MultiDataSet batch = batches.next();
            INDArray[] features = batch.getFeatures().clone();
            features[0] = changed(features[0], new SplittableRandom(epochSeed + next++));
            return new org.nd4j.linalg.dataset.MultiDataSet(
                    features, batch.getLabels(), batch.getFeaturesMaskArrays(), batch.getLabelsMaskArrays());
        }
    }

    private INDArray changed(INDArray images, SplittableRandom random) {
        if (images.rank() != IMAGES_RANK) {
            throw new IllegalArgumentException("features must be images [examples, channels, height, width] to be"
                    + " augmented, were " + Arrays.toString(images.shape()));
        }
        float[] from = images.castTo(DataType.FLOAT).dup('c').data().asFloat();
        float[] to = new float[from.length];
        AugmentedImage image =
                new AugmentedImage(augmentation, (int) images.size(1), (int) images.size(2), (int) images.size(3));
        int length = from.length / (int) images.size(0);
        for (int at = 0; at < from.length; at += length) {
            image.change(from, to, at, random);
        }
        return Nd4j.create(to, images.shape(), 'c');
    }
}
