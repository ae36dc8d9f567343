package org.snapshotensemble.train;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snapshotensemble.backend.SingleThreadedOperations;
import org.snapshotensemble.checkpoint.Parallelism;
import org.snapshotensemble.checkpoint.RandomState;
import org.snapshotensemble.network.Network;

/**
 * Trains a network on several cores: synchronous stochastic gradient descent.
 *
 * <p>Each batch is cut in parts, one a worker. The first is the network's own, the others go to replicas over the same
 * parameters, each on a thread of its own. When the network has its own gradients and before it uses them, those of the
 * replicas are added; then it makes one update, as it would alone: regularization, clipping, updater, constraints and
 * listeners happen once, on the whole batch's mean gradient. Without randomness in the layers the update equals that of
 * one network on the whole batch to rounding. Batch norm normalizes each part by the part's own moments; its running ones
 * take the mean of the parts', weighted by their examples.
 *
 * <p>The gradients are added in the order of the parts, so that a number of workers repeats to the bit. Dropout and the
 * like draw from the replicas' own random numbers, which come from the seed.
 */
final class Replicas implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);

    /** Fewer examples are not worth a thread, and poor moments for batch norm. */
    private static final int SMALLEST_PART = 8;

    private static final long PLACES = 1000;

    private final Network network;
    private final Parallelism parallelism;
    private final long workAnExample;
    private final SplittableRandom seeds;
    private final List<Replica> others = new ArrayList<>();
    private final Addition addition = new Addition();

    /**
     * Prepares to train.
     *
     * @param parallelism the most parts of a batch, and the least work of a part: weights times examples, a weight of a
     *     convolution counted a thousandfold, for it is used at many places of an image
     */
    Replicas(Network network, Parallelism parallelism) {
        this.network = network;
        this.parallelism = parallelism;
        this.workAnExample = network.layers().stream().mapToLong(Replicas::work).sum();
        this.seeds = new SplittableRandom(network.seed());
        network.addListenerInFront(addition);
        network.omitInputGradients();
    }

    private static long work(Layer layer) {
        return layer.conf().getLayer() instanceof ConvolutionLayer ? PLACES * layer.numParams() : layer.numParams();
    }

    /** Makes one update on one batch. */
    void fit(MultiDataSet batch) {
        int count = parts(batch);
        List<MultiDataSet> parts = BatchParts.cut(batch, count);
        try (SingleThreadedOperations single = SingleThreadedOperations.begin()) {
            for (int part = 1; part < count; part++) {
                addition.pending.add(other(part).begin(parts.get(part), network.iteration(), network.epoch()));
            }
            network.fit(parts.get(0));
        } finally {
            addition.abandon();
        }
    }

    /** Returns the number of parts into which a batch is cut. */
    int parts(MultiDataSet batch) {
        if (parallelism.workers() == 1 || !BatchParts.canBeCut(batch)) {
            return 1;
        }
        int examples = BatchParts.examples(batch);
        long most = Math.min(examples / SMALLEST_PART, workAnExample * examples / parallelism.smallestWork());
        return (int) Math.max(1, Math.min(parallelism.workers(), most));
    }

    /** Returns how batches are cut. */
    Parallelism parallelism() {
        return parallelism;
    }

    /** Returns where the random numbers stand, between two batches: of the calling thread, then of each replica. */
    List<RandomState> randomStates() {
        List<RandomState> states = new ArrayList<>();
        states.add(RandomState.ofThisThread());
        others.forEach(replica -> states.add(replica.randomState()));
        return states;
    }

    /** Sets the random numbers, as {@link #randomStates} gave them; makes the replicas that there were. */
    void restore(List<RandomState> states) {
        for (int part = 1; part < states.size(); part++) {
            other(part).restore(states.get(part));
        }
        states.get(0).restore();
    }

    /** The replica of a part; the seeds are drawn in the order of the parts, whenever they are first used. */
    private Replica other(int part) {
        while (others.size() < part) {
            others.add(new Replica(network, "snapshot-replica-" + (others.size() + 1), seeds.nextLong()));
        }
        return others.get(part - 1);
    }

    @Override
    public void close() {
        network.removeListener(addition);
        network.giveInputGradients();
        others.forEach(Replica::close);
    }

    /** Adds the replicas' gradients between the network's own backward pass and its update. */
    private final class Addition extends BaseTrainingListener {

        private final List<Future<Replica.PartialGradients>> pending = new ArrayList<>();

        @Override
        public void onGradientCalculation(Model model) {
            if (pending.isEmpty()) {
                return;
            }
            List<Replica.PartialGradients> parts = new ArrayList<>();
            parts.add(new Replica.PartialGradients(network, model.batchSize()));
            pending.forEach(future -> parts.add(Replica.await(future)));
            pending.clear();
            add(parts);
        }

        /** Waits for what was begun and is of no use: a step that failed must leave no thread at work on it. */
        private void abandon() {
            for (Future<Replica.PartialGradients> future : pending) {
                try {
                    Replica.await(future);
                } catch (RuntimeException | Error e) {
                    LOG.debug("a part of a batch whose step failed", e);
                }
            }
            pending.clear();
        }
    }

    /** The network will divide by the examples of its own part, so everything is scaled to that. */
    private void add(List<Replica.PartialGradients> parts) {
        int own = parts.get(0).examples();
        int all = parts.stream().mapToInt(Replica.PartialGradients::examples).sum();
        INDArray sum = network.gradients();
        double loss = 0;
        for (Replica.PartialGradients part : parts) {
            loss += part.network().loss() * part.examples() / all;
            if (part.examples() != own) {
                part.network().changes().forEach(change -> change.muli((double) part.examples() / own));
            }
            if (part.network() != network) {
                sum.addi(part.gradients());
            }
        }
        sum.muli((double) own / all);
        network.replaceLoss(loss);
    }
}
