package org.snapshotensemble.network;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.schedule.ISchedule;
import org.snapshotensemble.forward.ForwardPass;

/**
 * One face for Deeplearning4j's two kinds of network, as a view: it holds the person's own network and no state.
 *
 * <p>Arrays have the examples in their first dimension. Not safe for use by several threads at once, as the networks
 * are not.
 */
public sealed interface Network permits SequentialNetwork, GraphNetwork {

    /**
     * Views a Deeplearning4j network.
     *
     * @throws IllegalArgumentException if the model is neither a {@code MultiLayerNetwork} nor a
     *     {@code ComputationGraph}, has not been initialized, or gives its values in the last dimension (the data formats NWC,
     *     NHWC and NDHWC) and not in the second
     */
    static Network of(Model model) {
        if (model instanceof MultiLayerNetwork network) {
            return new SequentialNetwork(network);
        }
        if (model instanceof ComputationGraph graph) {
            return new GraphNetwork(graph);
        }
        throw new IllegalArgumentException("model must be a MultiLayerNetwork or a ComputationGraph, was "
                + model.getClass().getName());
    }

    /**
     * Makes a network from a configuration and parameters, accelerated; the array is used as it is, not copied. Draws no
     * random number.
     *
     * @param configurationJson Deeplearning4j's own JSON, as {@link #configurationJson()} gives it
     * @param parameters {@code [1, parameters]}, or {@code [parameters]}
     * @throws IllegalArgumentException if the JSON is of neither kind of network, or the number of parameters is not
     *     the configuration's
     */
    static Network restore(String configurationJson, INDArray parameters) {
        return NetworkRestorer.restore(configurationJson, parameters);
    }

    /** Returns the network that this views. */
    Model model();

    /** Returns the simple name of Deeplearning4j's class. */
    String kind();

    /** Returns the configuration as Deeplearning4j's own JSON. */
    String configurationJson();

    /** Returns the live parameters, {@code [1, parameters]}: a view that the next update changes. */
    INDArray parameters();

    /**
     * Returns the live state of the updaters, such as momenta: a view that the next update changes; empty where they have
     * none, as plain SGD. Makes the updaters where there are none yet.
     */
    Optional<INDArray> updaterState();

    /** Returns the number of updates done, which is the index of the next iteration. */
    int iteration();

    /** Returns the epoch as Deeplearning4j counts it. */
    int epoch();

    /** Sets the counters to those after {@code iteration} updates, in the epoch {@code epoch}, both from 0. */
    void setCounters(int iteration, int epoch);

    /** Returns the configuration's seed. */
    long seed();

    /** Returns the mean loss of the newest batch, regularization included. */
    double loss();

    /** Returns the kind of each output, in the order of the outputs. */
    List<OutputKind> outputKinds();

    /**
     * Returns whether the first output learns targets that are shifted and scaled as well as the targets themselves:
     * it can give any number (identity), and its loss looks at differences alone (squared or absolute error).
     */
    boolean takesScaledTargets();

    /** Returns the values an example has in the first output, where its layer tells. */
    OptionalLong outputWidth();

    /** Returns whether there is one input, and it goes as it is into a layer that takes rows and nothing else. */
    boolean takesRowsAlone();

    /** Returns the number of input arrays. */
    int inputs();

    /** Returns the layers, the network's own objects, in its order. */
    List<Layer> layers();

    /** Returns the layers by what stands before {@code _} in the names of their parameters, in the network's order. */
    Map<String, Layer> layersByName();

    /** Returns the steps of a segment, where the network cuts its series (truncated back-propagation). */
    OptionalInt segmentLength();

    /**
     * Returns why a batch's gradients are not the sum of its parts' gradients, where they are not; a sentence's end after
     * "the network". Batch norm does not count: each part has moments of its own.
     */
    default Optional<String> whyIndivisible() {
        return Divisibility.whyNot(this);
    }

    /** Adds a listener after those that the network has. */
    void addListener(TrainingListener listener);

    /** Adds a listener before those that the network has. */
    void addListenerInFront(TrainingListener listener);

    /** Takes a listener away; the others stay, in their order. */
    void removeListener(TrainingListener listener);

    /** Makes one update on one batch. Does not advance the epoch. */
    void fit(MultiDataSet batch);

    /** Tells the network's listeners that an epoch begins. */
    void startEpoch();

    /** Tells the network's listeners that the epoch has ended, then advances the epoch. */
    void endEpoch();

    /**
     * Predicts, with dropout and the like switched off.
     *
     * @param features one array an input, {@code [examples, …]}
     * @param featureMasks one mask (or null) an input, or null for none
     * @return one array an output, {@code [examples, …]}, in no workspace
     */
    INDArray[] output(INDArray[] features, INDArray @Nullable [] featureMasks);

    /**
     * Returns a faster way to the same predictions, where every layer is known to it. It reads the parameters where they
     * are, and some of them now: it is for a network that is not trained any more.
     */
    Optional<ForwardPass> forwardPass();

    /**
     * Returns every array that a prediction goes through: the features, and what each layer or vertex makes of them. They
     * are all in memory at once, so give it few examples.
     *
     * @param features as {@link #output} takes them; there are no masks
     */
    Collection<INDArray> activations(INDArray[] features);

    /** Applies the configured constraints to the parameters, as Deeplearning4j does after an update. */
    void applyConstraints(int iteration, int epoch);

    /**
     * Makes the layers compute the same with less work, where there is a way; some are replaced. The network's
     * configuration does not change; a copy of it is without that. In training, the activations of a batch norm or a sum that
     * a rectifier alone reads are the rectifier's.
     */
    void accelerate();

    /**
     * Says that nobody asks for the gradients at the inputs of an accelerated network, which then need not be computed: until
     * {@link #giveInputGradients}, where others have the network, too.
     */
    void omitInputGradients();

    /** Says that somebody may ask for the gradients at the inputs again. */
    void giveInputGradients();

    /**
     * Returns a second network over the same parameter array, accelerated, with its own working memory, gradients and
     * counters and without listeners. Draws no random number.
     */
    Network sharingParameters();

    /**
     * Computes the gradients and the loss of a batch and changes nothing else.
     *
     * @param iteration the iteration and the epoch that dropout and the like shall see
     */
    void computeGradients(MultiDataSet batch, int iteration, int epoch);

    /**
     * Returns the live gradients of the newest batch, {@code [1, parameters]}: sums over its examples. The next batch
     * overwrites them.
     */
    INDArray gradients();

    /**
     * Returns views of those gradients that are changes rather than sums over examples, and so are not divided by their
     * number: of batch norm's running mean and deviation.
     */
    List<INDArray> changes();

    /** Replaces the loss of the newest batch. */
    void replaceLoss(double loss);

    /**
     * Puts every layer and vertex that has a learning rate under a schedule.
     *
     * @param learningRate of the iteration
     * @param momentum of the iteration; given only to updaters that have a momentum
     */
    void follow(ISchedule learningRate, Optional<? extends ISchedule> momentum);

    /** Returns the learning rates that the updaters use in an iteration, each value once. */
    Set<Double> learningRates(int iteration, int epoch);
}
