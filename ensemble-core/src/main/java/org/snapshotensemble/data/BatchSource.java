package org.snapshotensemble.data;

import com.google.common.collect.Iterators;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * The batches a training is fed with, epoch by epoch.
 *
 * <p>A repeatable source hands out the same batches in the same order whenever it is asked for the same epoch, in any
 * process: what has been trained on is then known from the epoch and the number of batches used, and a broken run can
 * go on exactly where it stopped.
 *
 * <p>One batch is one iteration, unless the network cuts its sequences (truncated back-propagation). The last batch of
 * an epoch may be shorter than the others.
 */
public interface BatchSource {

    /** The number of batches in every epoch, at least 1. */
    int batchesPerEpoch();

    /**
     * The batches of one epoch, made when they are asked for. A batch from memory is a copy; one from a person's own
     * iterator is what the iterator gave.
     *
     * @param epoch the epoch, from 0
     * @throws IllegalArgumentException if {@code epoch} is negative
     */
    Iterator<MultiDataSet> epoch(int epoch);

    /**
     * The batches of one epoch without the first ones, for a training that was broken off among them.
     *
     * @param epoch the epoch, from 0
     * @param used the batches to leave out, at most as many as the epoch has
     * @throws IllegalArgumentException if a number is negative
     */
    default Iterator<MultiDataSet> epoch(int epoch, int used) {
        if (used < 0) {
            throw new IllegalArgumentException("used must be >= 0, was " + used);
        }
        Iterator<MultiDataSet> batches = epoch(epoch);
        Iterators.advance(batches, used);
        return batches;
    }

    /** The number of examples in every batch but the last, where that is known. */
    default OptionalInt batchSize() {
        return OptionalInt.empty();
    }

    /** Whether the same epoch always has the same batches, as {@link BatchSource} describes. */
    default boolean repeatable() {
        return true;
    }

    /**
     * Whether another thread than the training's may go through an epoch, so that batches are made while the network
     * computes. Those from memory may. A person's own iterator may not: what it draws from ND4J's random numbers would be
     * drawn from another thread's, which are not those of her seed; where that does not matter, wrap it in an
     * {@link org.nd4j.linalg.dataset.AsyncDataSetIterator}.
     */
    default boolean aheadOfTraining() {
        return false;
    }

    /** How images are changed at random before they are handed out, where they are. */
    default Optional<Augmentation> augmentation() {
        return Optional.empty();
    }

    /**
     * These batches, with the images of the first input changed at random, otherwise in each epoch. What is repeatable
     * stays so: the changes depend on the seed, the epoch and the batch's place in it.
     *
     * <p>Margins and hidden squares are 0, so that comes before scaling where 0 has a meaning, as black has.
     *
     * @param augmentation what is done; a batch whose first features are not {@code [examples, channels, height, width]} is
     *     refused when its turn comes
     * @param seed the seed of the changes; every value is a seed, 0 included
     */
    default BatchSource augmented(Augmentation augmentation, long seed) {
        return augmentation.isNone() ? this : new AugmentedBatches(this, augmentation, seed);
    }

    /**
     * Batches from memory, in a new order each epoch. The order depends on the seed, the epoch and the number of
     * examples alone. The arrays are read anew in each epoch, so they must stay as they are.
     *
     * @param features {@code [examples, …]}
     * @param labels {@code [examples, …]}
     * @param batchSize examples in a batch, at least 1; the last batch has what is left
     * @param seed the seed of the order; every value is a seed, 0 included
     */
    static BatchSource shuffled(INDArray features, INDArray labels, int batchSize, long seed) {
        return shuffled(new org.nd4j.linalg.dataset.MultiDataSet(features, labels), batchSize, seed);
    }

    /**
     * Batches from memory for any number of inputs and outputs, masks included, in a new order each epoch; otherwise as
     * {@link #shuffled(INDArray, INDArray, int, long)}.
     */
    static BatchSource shuffled(MultiDataSet examples, int batchSize, long seed) {
        return new InMemoryBatches(examples, batchSize, BatchOrder.shuffled(seed));
    }

    /**
     * Batches from memory, in the order of the examples, the same in each epoch; otherwise as
     * {@link #shuffled(INDArray, INDArray, int, long)}.
     */
    static BatchSource inOrder(INDArray features, INDArray labels, int batchSize) {
        return inOrder(new org.nd4j.linalg.dataset.MultiDataSet(features, labels), batchSize);
    }

    /** Batches from memory for any number of inputs and outputs, masks included, in the order of the examples. */
    static BatchSource inOrder(MultiDataSet examples, int batchSize) {
        return new InMemoryBatches(examples, batchSize, BatchOrder.asGiven());
    }

    /**
     * Batches of labeled data, scaled one by one, in a new order each epoch: neither the data nor a part of them is copied
     * whole.
     *
     * @param data raw examples
     * @param scaling what is done to them
     * @param batchSize examples in a batch, at least 1; the last batch has what is left
     * @param seed the seed of the order; every value is a seed, 0 included
     */
    static BatchSource shuffled(LabelledData data, Scaling scaling, int batchSize, long seed) {
        return shuffled(data, scaling, batchSize, seed, Augmentation.none());
    }

    /**
     * Batches of labeled images, changed at random before they are scaled; otherwise as
     * {@link #shuffled(LabelledData, Scaling, int, long)}.
     *
     * @param seed the seed of order and changes
     * @throws IllegalArgumentException if something is to be changed and the data are not images, or too small for it
     */
    static BatchSource shuffled(
            LabelledData data, Scaling scaling, int batchSize, long seed, Augmentation augmentation) {
        augmentation.requireFor(data.description());
        return new ScaledBatches(
                raw(data, batchSize, BatchOrder.shuffled(seed)).augmented(augmentation, seed), scaling);
    }

    /**
     * Batches of labeled data, scaled one by one, in the order of the examples; otherwise as
     * {@link #shuffled(LabelledData, Scaling, int, long)}.
     */
    static BatchSource inOrder(LabelledData data, Scaling scaling, int batchSize) {
        return new ScaledBatches(raw(data, batchSize, BatchOrder.asGiven()), scaling);
    }

    private static BatchSource raw(LabelledData data, int batchSize, BatchOrder order) {
        SelectedRows features = data.featureRows();
        MultiDataSet whole = new org.nd4j.linalg.dataset.MultiDataSet(
                features.whole(), data.labelRows().whole());
        return new InMemoryBatches(whole, features.selection(), batchSize, order);
    }

    /**
     * A person's own iterator. It is run through once, here and now, to count its batches; every epoch starts with
     * {@code reset()}. It is taken as not repeatable: see {@link #ofRepeatable(DataSetIterator)}.
     *
     * @throws IllegalArgumentException if the iterator has no batch or cannot be reset
     */
    static BatchSource of(DataSetIterator iterator) {
        return new IteratorBatches(ResettableBatches.of(iterator), false);
    }

    /** A person's own iterator over several inputs or outputs; otherwise as {@link #of(DataSetIterator)}. */
    static BatchSource of(MultiDataSetIterator iterator) {
        return new IteratorBatches(ResettableBatches.of(iterator), false);
    }

    /**
     * A person's own iterator, of which she says that after every {@code reset()} it gives the same batches in the same
     * order, in any process; otherwise as {@link #of(DataSetIterator)}.
     */
    static BatchSource ofRepeatable(DataSetIterator iterator) {
        return new IteratorBatches(ResettableBatches.of(iterator), true);
    }

    /** As {@link #ofRepeatable(DataSetIterator)}, for several inputs or outputs. */
    static BatchSource ofRepeatable(MultiDataSetIterator iterator) {
        return new IteratorBatches(ResettableBatches.of(iterator), true);
    }
}
