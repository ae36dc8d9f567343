package org.snapshotensemble.network;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.schedule.ISchedule;
import org.snapshotensemble.backend.FastLayers;
import org.snapshotensemble.forward.ForwardPass;
import org.snapshotensemble.forward.ForwardPassBuilder;

/** A {@link MultiLayerNetwork}: one input, one output. */
final class SequentialNetwork implements Network {

    private final MultiLayerNetwork network;

    SequentialNetwork(MultiLayerNetwork network) {
        if (!network.isInitCalled()) {
            throw new IllegalArgumentException("network must be initialized: call init() first");
        }
        OutputKinds.requireValuesSecond(network.getOutputLayer().conf().getLayer());
        this.network = network;
    }

    /** Makes the network of a configuration over an array, which is not copied; accelerated. Draws no random number. */
    static Network over(INDArray parameters, MultiLayerConfiguration configuration) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init(parameters, false);
        Network made = new SequentialNetwork(network);
        made.accelerate();
        return made;
    }

    @Override
    public Model model() {
        return network;
    }

    @Override
    public String kind() {
        return MultiLayerNetwork.class.getSimpleName();
    }

    @Override
    public String configurationJson() {
        return network.getLayerWiseConfigurations().toJson();
    }

    @Override
    public INDArray parameters() {
        return network.params();
    }

    @Override
    public Optional<INDArray> updaterState() {
        return Optional.ofNullable(network.updaterState());
    }

    @Override
    public int iteration() {
        return network.getIterationCount();
    }

    @Override
    public int epoch() {
        return network.getEpochCount();
    }

    @Override
    public void setCounters(int iteration, int epoch) {
        network.setIterationCount(iteration);
        network.setEpochCount(epoch);
    }

    @Override
    public long seed() {
        return network.getDefaultConfiguration().getSeed();
    }

    @Override
    public double loss() {
        return network.score();
    }

    @Override
    public List<OutputKind> outputKinds() {
        return List.of(OutputKinds.of(network.getOutputLayer().conf().getLayer()));
    }

    @Override
    public boolean takesScaledTargets() {
        return OutputKinds.takesScaledTargets(network.getOutputLayer().conf().getLayer());
    }

    @Override
    public OptionalLong outputWidth() {
        return OutputKinds.widthOf(network.getOutputLayer().conf().getLayer());
    }

    @Override
    public boolean takesRowsAlone() {
        MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
        return configuration.getInputPreProcess(0) == null
                && OutputKinds.takesRowsAlone(configuration.getConf(0).getLayer());
    }

    @Override
    public int inputs() {
        return 1;
    }

    @Override
    public List<Layer> layers() {
        return List.of(network.getLayers());
    }

    @Override
    public Map<String, Layer> layersByName() {
        Map<String, Layer> layers = new LinkedHashMap<>();
        for (Layer layer : network.getLayers()) {
            layers.put(Integer.toString(layers.size()), layer);
        }
        return layers;
    }

    @Override
    public OptionalInt segmentLength() {
        return network.getLayerWiseConfigurations().getBackpropType() == BackpropType.TruncatedBPTT
                ? OptionalInt.of(network.getLayerWiseConfigurations().getTbpttFwdLength())
                : OptionalInt.empty();
    }

    @Override
    public void addListener(TrainingListener listener) {
        network.addListeners(listener);
    }

    @Override
    public void addListenerInFront(TrainingListener listener) {
        List<TrainingListener> all = new ArrayList<>(network.getListeners());
        all.add(0, listener);
        network.setListeners(all);
    }

    @Override
    public void removeListener(TrainingListener listener) {
        List<TrainingListener> others = new ArrayList<>(network.getListeners());
        others.removeIf(other -> other == listener);
        network.setListeners(others);
    }

    @Override
    public void fit(MultiDataSet batch) {
        // Not fit(MultiDataSet): it looks for the labels' mask only where there is one for the features.
        network.fit(
                single("features", batch.getFeatures()),
                single("labels", batch.getLabels()),
                first(batch.getFeaturesMaskArrays()),
                first(batch.getLabelsMaskArrays()));
    }

    @Override
    public void startEpoch() {
        for (TrainingListener listener : network.getListeners()) {
            listener.onEpochStart(network);
        }
    }

    @Override
    public void endEpoch() {
        for (TrainingListener listener : network.getListeners()) {
            listener.onEpochEnd(network);
        }
        network.incrementEpochCount();
    }

    @Override
    public INDArray[] output(INDArray[] features, INDArray @Nullable [] featureMasks) {
        clearMasks();
        return new INDArray[] {network.output(single("features", features), false, first(featureMasks), null)};
    }

    @Override
    public Optional<ForwardPass> forwardPass() {
        ForwardPassBuilder builder = new ForwardPassBuilder();
        int last = builder.input();
        for (int index = 0; index < network.getnLayers(); index++) {
            InputPreProcessor preprocessor =
                    network.getLayerWiseConfigurations().getInputPreProcess(index);
            if (preprocessor != null) {
                last = builder.preprocessor(preprocessor, last);
            }
            last = builder.layer(network.getLayer(index), last);
        }
        return builder.build(List.of(last));
    }

    @Override
    public Collection<INDArray> activations(INDArray[] features) {
        clearMasks();
        return network.feedForward(single("features", features), false);
    }

    /** A call with masks that failed has left its masks in the layers, and a call without any does not replace them. */
    private void clearMasks() {
        network.clearLayerMaskArrays();
    }

    @Override
    public void applyConstraints(int iteration, int epoch) {
        network.applyConstraints(iteration, epoch);
    }

    @Override
    public void accelerate() {
        Layer[] layers = network.getLayers();
        for (int index = 0; index < layers.length; index++) {
            layers[index] = FastLayers.faster(layers[index], channelsLastAreTakenBehind(index));
        }
        for (int next = 1; next < layers.length; next++) {
            if (network.getLayerWiseConfigurations().getInputPreProcess(next) == null) {
                FastLayers.rectifyEarlier(layers[next - 1], layers[next]);
            }
        }
    }

    /** Whether images may have the channels of a place side by side in memory, behind a layer. */
    private boolean channelsLastAreTakenBehind(int index) {
        int next = index + 1;
        if (next == network.getnLayers() || network.getLayerWiseConfigurations().getInputPreProcess(next) != null) {
            return false;
        }
        return switch (FastLayers.order(network.getLayer(next))) {
            case TAKEN -> true;
            case PASSED_ON -> channelsLastAreTakenBehind(next);
            case FOREIGN -> false;
        };
    }

    @Override
    public void omitInputGradients() {
        if (network.getLayerWiseConfigurations().getInputPreProcess(0) == null) {
            FastLayers.omitInputGradient(network.getLayer(0));
        }
    }

    @Override
    public void giveInputGradients() {
        FastLayers.giveInputGradient(network.getLayer(0));
    }

    @Override
    public Network sharingParameters() {
        return over(network.params(), copyOfConfiguration());
    }

    /**
     * From JSON: a clone shares what is in wrapped layers, and functions that keep what they drew, such as a dropout's mask.
     * Only what JSON does not bear is cloned; its snapshots could not be read either.
     */
    private MultiLayerConfiguration copyOfConfiguration() {
        try {
            return MultiLayerConfiguration.fromJson(configurationJson());
        } catch (RuntimeException e) {
            return network.getLayerWiseConfigurations().clone();
        }
    }

    @Override
    public void computeGradients(MultiDataSet batch, int iteration, int epoch) {
        setCounters(iteration, epoch);
        network.setInput(single("features", batch.getFeatures()));
        network.setLabels(single("labels", batch.getLabels()));
        network.setLayerMaskArrays(first(batch.getFeaturesMaskArrays()), first(batch.getLabelsMaskArrays()));
        network.computeGradientAndScore();
        network.clearLayerMaskArrays();
        network.clearLayersStates();
    }

    @Override
    public INDArray gradients() {
        return network.getFlattenedGradients();
    }

    @Override
    public List<INDArray> changes() {
        List<INDArray> changes = new ArrayList<>();
        for (int index = 0; index < network.getnLayers(); index++) {
            String prefix = index + "_";
            Gradients.changes(network.getLayer(index), network.gradient(), prefix)
                    .forEach(changes::add);
        }
        return changes;
    }

    @Override
    public void replaceLoss(double loss) {
        network.setScore(loss);
    }

    @Override
    public void follow(ISchedule learningRate, Optional<? extends ISchedule> momentum) {
        Updaters.follow(Updaters.of(network), learningRate, momentum);
        network.setLearningRate(learningRate);
    }

    @Override
    public Set<Double> learningRates(int iteration, int epoch) {
        return Updaters.learningRates(Updaters.of(network), iteration, epoch);
    }

    private static INDArray single(String what, INDArray[] arrays) {
        if (arrays.length != 1) {
            throw new IllegalArgumentException(what + " must be 1 array for a MultiLayerNetwork, was " + arrays.length);
        }
        return arrays[0];
    }

    private static @Nullable INDArray first(INDArray @Nullable [] masks) {
        return masks == null || masks.length == 0 ? null : masks[0];
    }
}
