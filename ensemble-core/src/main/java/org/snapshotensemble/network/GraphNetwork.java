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
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.schedule.ISchedule;
import org.snapshotensemble.backend.FastLayers;
import org.snapshotensemble.forward.ForwardPass;

/** A {@link ComputationGraph}: any number of inputs and outputs. */
final class GraphNetwork implements Network {

    private final ComputationGraph graph;

    GraphNetwork(ComputationGraph graph) {
        if (graph.params() == null) {
            throw new IllegalArgumentException("network must be initialized: call init() first");
        }
        for (String output : graph.getConfiguration().getNetworkOutputs()) {
            if (graph.getConfiguration().getVertices().get(output) instanceof LayerVertex layer) {
                OutputKinds.requireValuesSecond(layer.getLayerConf().getLayer());
            }
        }
        this.graph = graph;
    }

    /** Makes the network of a configuration over an array, which is not copied; accelerated. Draws no random number. */
    static Network over(INDArray parameters, ComputationGraphConfiguration configuration) {
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init(parameters, false);
        Network made = new GraphNetwork(graph);
        made.accelerate();
        return made;
    }

    @Override
    public Model model() {
        return graph;
    }

    @Override
    public String kind() {
        return ComputationGraph.class.getSimpleName();
    }

    @Override
    public String configurationJson() {
        return graph.getConfiguration().toJson();
    }

    @Override
    public INDArray parameters() {
        return graph.params();
    }

    @Override
    public Optional<INDArray> updaterState() {
        return Optional.ofNullable(graph.updaterState());
    }

    @Override
    public int iteration() {
        return graph.getIterationCount();
    }

    @Override
    public int epoch() {
        return graph.getEpochCount();
    }

    @Override
    public void setCounters(int iteration, int epoch) {
        graph.getConfiguration().setIterationCount(iteration);
        graph.getConfiguration().setEpochCount(epoch);
    }

    @Override
    public long seed() {
        return graph.getConfiguration().getDefaultConfiguration().getSeed();
    }

    @Override
    public double loss() {
        return graph.score();
    }

    @Override
    public List<OutputKind> outputKinds() {
        return graph.getConfiguration().getNetworkOutputs().stream()
                .map(this::outputKind)
                .toList();
    }

    private OutputKind outputKind(String output) {
        GraphVertex vertex = graph.getConfiguration().getVertices().get(output);
        return vertex instanceof LayerVertex layer
                ? OutputKinds.of(layer.getLayerConf().getLayer())
                : OutputKind.REGRESSION;
    }

    @Override
    public boolean takesScaledTargets() {
        String first = graph.getConfiguration().getNetworkOutputs().get(0);
        return graph.getConfiguration().getVertices().get(first) instanceof LayerVertex layer
                && OutputKinds.takesScaledTargets(layer.getLayerConf().getLayer());
    }

    @Override
    public OptionalLong outputWidth() {
        String first = graph.getConfiguration().getNetworkOutputs().get(0);
        return graph.getConfiguration().getVertices().get(first) instanceof LayerVertex layer
                ? OutputKinds.widthOf(layer.getLayerConf().getLayer())
                : OptionalLong.empty();
    }

    @Override
    public boolean takesRowsAlone() {
        List<String> inputs = graph.getConfiguration().getNetworkInputs();
        return inputs.size() == 1
                && graph.getConfiguration().getVertexInputs().entrySet().stream()
                        .filter(vertex -> vertex.getValue().contains(inputs.get(0)))
                        .map(vertex -> graph.getConfiguration().getVertices().get(vertex.getKey()))
                        .anyMatch(vertex -> vertex instanceof LayerVertex layer
                                && layer.getPreProcessor() == null
                                && OutputKinds.takesRowsAlone(
                                        layer.getLayerConf().getLayer()));
    }

    @Override
    public int inputs() {
        return graph.getNumInputArrays();
    }

    @Override
    public List<Layer> layers() {
        return List.of(graph.getLayers());
    }

    @Override
    public Map<String, Layer> layersByName() {
        Map<String, Layer> layers = new LinkedHashMap<>();
        for (Layer layer : graph.getLayers()) {
            layers.put(layer.conf().getLayer().getLayerName(), layer);
        }
        return layers;
    }

    @Override
    public OptionalInt segmentLength() {
        return graph.getConfiguration().getBackpropType() == BackpropType.TruncatedBPTT
                ? OptionalInt.of(graph.getConfiguration().getTbpttFwdLength())
                : OptionalInt.empty();
    }

    @Override
    public void addListener(TrainingListener listener) {
        graph.addListeners(listener);
    }

    @Override
    public void addListenerInFront(TrainingListener listener) {
        List<TrainingListener> all = new ArrayList<>(graph.getListeners());
        all.add(0, listener);
        graph.setListeners(all);
    }

    @Override
    public void removeListener(TrainingListener listener) {
        List<TrainingListener> others = new ArrayList<>(graph.getListeners());
        others.removeIf(other -> other == listener);
        graph.setListeners(others);
    }

    @Override
    public void fit(MultiDataSet batch) {
        graph.fit(batch.getFeatures(), batch.getLabels(), batch.getFeaturesMaskArrays(), batch.getLabelsMaskArrays());
    }

    @Override
    public void startEpoch() {
        for (TrainingListener listener : graph.getListeners()) {
            listener.onEpochStart(graph);
        }
    }

    @Override
    public void endEpoch() {
        for (TrainingListener listener : graph.getListeners()) {
            listener.onEpochEnd(graph);
        }
        graph.incrementEpochCount();
    }

    @Override
    public INDArray[] output(INDArray[] features, INDArray @Nullable [] featureMasks) {
        requireOneAnInput(features);
        return graph.output(false, features, featureMasks);
    }

    @Override
    public Optional<ForwardPass> forwardPass() {
        return GraphForwardPass.of(graph);
    }

    @Override
    public Collection<INDArray> activations(INDArray[] features) {
        requireOneAnInput(features);
        return graph.feedForward(features, false).values();
    }

    private void requireOneAnInput(INDArray[] features) {
        if (features.length != inputs()) {
            throw new IllegalArgumentException(
                    "features must be " + inputs() + " arrays, one an input, was " + features.length);
        }
    }

    @Override
    public void applyConstraints(int iteration, int epoch) {
        graph.applyConstraints(iteration, epoch);
    }

    @Override
    public void accelerate() {
        new GraphLayers(graph).accelerate();
    }

    @Override
    public void omitInputGradients() {
        new GraphLayers(graph).onlyLayersBehindInputs().forEach(FastLayers::omitInputGradient);
    }

    @Override
    public void giveInputGradients() {
        new GraphLayers(graph).onlyLayersBehindInputs().forEach(FastLayers::giveInputGradient);
    }

    @Override
    public Network sharingParameters() {
        return over(graph.params(), copyOfConfiguration());
    }

    /**
     * From JSON: a clone shares what is in wrapped layers, and functions that keep what they drew, such as a dropout's mask,
     * and forgets an order of the vertices that was read from a file. Only what JSON does not bear is cloned; its snapshots could
     * not be read either.
     */
    private ComputationGraphConfiguration copyOfConfiguration() {
        try {
            return ComputationGraphConfiguration.fromJson(configurationJson());
        } catch (RuntimeException e) {
            return graph.getConfiguration().clone();
        }
    }

    @Override
    public void computeGradients(MultiDataSet batch, int iteration, int epoch) {
        setCounters(iteration, epoch);
        graph.setInputs(batch.getFeatures());
        graph.setLabels(batch.getLabels());
        graph.setLayerMaskArrays(batch.getFeaturesMaskArrays(), batch.getLabelsMaskArrays());
        graph.computeGradientAndScore();
        graph.clearLayerMaskArrays();
        graph.clearLayersStates();
    }

    @Override
    public INDArray gradients() {
        return graph.getFlattenedGradients();
    }

    @Override
    public List<INDArray> changes() {
        List<INDArray> changes = new ArrayList<>();
        for (Layer layer : graph.getLayers()) {
            String prefix = layer.conf().getLayer().getLayerName() + "_";
            Gradients.changes(layer, graph.gradient(), prefix).forEach(changes::add);
        }
        return changes;
    }

    @Override
    public void replaceLoss(double loss) {
        graph.setScore(loss);
    }

    @Override
    public void follow(ISchedule learningRate, Optional<? extends ISchedule> momentum) {
        Updaters.follow(Updaters.of(graph), learningRate, momentum);
        graph.setLearningRate(learningRate);
    }

    @Override
    public Set<Double> learningRates(int iteration, int epoch) {
        return Updaters.learningRates(Updaters.of(graph), iteration, epoch);
    }
}
