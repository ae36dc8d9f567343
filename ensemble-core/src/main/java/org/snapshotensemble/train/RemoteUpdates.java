package org.snapshotensemble.train;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.snapshotensemble.backend.SingleThreadedOperations;
import org.snapshotensemble.checkpoint.Parallelism;
import org.snapshotensemble.checkpoint.RandomState;
import org.snapshotensemble.data.Augmentation;
import org.snapshotensemble.network.Network;

/**
 * Batches whose gradients come from elsewhere. The network goes through one example and, before it uses the gradients of that,
 * is given those of the batch; then it makes its update, as it would alone: regularization, clipping, updater, constraints
 * and listeners happen here, once.
 */
final class RemoteUpdates implements Updates {

    private final Network network;
    private final GradientSource source;
    private final GradientSource.Computation computation;
    private final MultiDataSet example;
    private final Replacement replacement = new Replacement();

    /**
     * Begins a training.
     *
     * @throws IllegalArgumentException if the network's gradients cannot be added, or the source refuses it
     */
    RemoteUpdates(Network network, GradientSource source) {
        network.whyIndivisible().ifPresent(why -> {
            throw new IllegalArgumentException(
                    "network must have gradients that can be computed part by part and added, but it " + why);
        });
        this.network = network;
        this.source = source;
        this.example = source.example();
        if (BatchParts.examples(example) != 1) {
            throw new IllegalArgumentException(
                    "example must be 1 example, was " + BatchParts.examples(example) + " of them");
        }
        this.computation = source.begin(network);
        network.addListenerInFront(replacement);
    }

    @Override
    public int batchesPerEpoch() {
        return source.batchesPerEpoch();
    }

    @Override
    public Optional<Augmentation> augmentation() {
        return Optional.empty();
    }

    @Override
    public OfEpoch epoch(int epoch, int used) {
        return new OfBatches(epoch, used);
    }

    @Override
    public Parallelism parallelism() {
        return new Parallelism(source.parts(), 1);
    }

    @Override
    public List<RandomState> randomStates() {
        return List.of(RandomState.ofThisThread());
    }

    @Override
    public void restore(List<RandomState> states) {
        states.get(0).restore();
    }

    @Override
    public void close() {
        network.removeListener(replacement);
        computation.close();
    }

    private final class OfBatches implements OfEpoch {

        private final int epoch;
        private int batch;

        OfBatches(int epoch, int used) {
            this.epoch = epoch;
            this.batch = used;
        }

        @Override
        public boolean hasNext() {
            return batch < source.batchesPerEpoch();
        }

        @Override
        public Update next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the epoch has no further batch");
            }
            BatchPoint point = new BatchPoint(epoch, batch, network.iteration(), network.epoch(), network.parameters());
            batch++;
            return new OfGradients(computation.gradients(point));
        }

        @Override
        public void close() {}
    }

    private final class OfGradients implements Update {

        private final BatchGradients gradients;

        OfGradients(BatchGradients gradients) {
            this.gradients = gradients;
        }

        @Override
        public int examples() {
            return gradients.examples();
        }

        @Override
        public int parts() {
            return source.parts();
        }

        @Override
        public void make() {
            replacement.next = gradients;
            try (SingleThreadedOperations single = SingleThreadedOperations.begin()) {
                network.fit(example);
            } finally {
                replacement.next = null;
            }
        }
    }

    /** Puts the batch's gradients in the place of the one example's, by whose number the network will divide. */
    private final class Replacement extends BaseTrainingListener {

        private @Nullable BatchGradients next;

        @Override
        public void onGradientCalculation(Model model) {
            BatchGradients gradients = Objects.requireNonNull(next, "next: the network is fitted here alone");
            INDArray own = network.gradients();
            own.assign(gradients.sums().reshape(own.shape()));
            own.divi(gradients.examples());
            network.replaceLoss(gradients.loss());
        }
    }
}
