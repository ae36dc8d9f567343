package org.snapshotensemble.network;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The updaters that a network's parameters really go by, whatever wraps the layer that owns them.
 *
 * <p>Deeplearning4j's own {@code setLearningRate} passes over wrapped layers, separate bias updaters, and vertices that
 * have parameters without being layers.
 */
final class Updaters {

    private Updaters() {}

    static Set<IUpdater> of(MultiLayerNetwork network) {
        Set<IUpdater> updaters = Collections.newSetFromMap(new IdentityHashMap<>());
        addLayers(updaters, network.getLayers());
        return updaters;
    }

    /** Returns those of the layers and of the vertices that have parameters themselves. */
    static Set<IUpdater> of(ComputationGraph graph) {
        Set<IUpdater> updaters = Collections.newSetFromMap(new IdentityHashMap<>());
        addLayers(updaters, graph.getLayers());
        for (GraphVertex vertex : graph.getVertices()) {
            if (!vertex.hasLayer() && vertex.numParams() > 0) {
                add(updaters, vertex.getConfig(), vertex.paramTable(false).keySet());
            }
        }
        return updaters;
    }

    private static void addLayers(Set<IUpdater> updaters, Layer[] layers) {
        for (Layer layer : layers) {
            add(updaters, layer.conf().getLayer(), layer.paramTable().keySet());
        }
    }

    private static void add(Set<IUpdater> updaters, TrainingConfig owner, Set<String> parameters) {
        for (String parameter : parameters) {
            @Nullable IUpdater updater = owner.getUpdaterByParam(parameter);
            if (updater != null) {
                updaters.add(updater);
            }
        }
    }

    static void follow(Set<IUpdater> updaters, ISchedule learningRate, Optional<? extends ISchedule> momentum) {
        for (IUpdater updater : updaters) {
            if (updater.hasLearningRate()) {
                updater.setLrAndSchedule(Double.NaN, learningRate);
            }
            if (updater instanceof Nesterovs nesterovs && momentum.isPresent()) {
                nesterovs.setMomentum(Double.NaN);
                nesterovs.setMomentumISchedule(momentum.get());
            }
        }
    }

    static Set<Double> learningRates(Set<IUpdater> updaters, int iteration, int epoch) {
        Set<Double> rates = new LinkedHashSet<>();
        for (IUpdater updater : updaters) {
            if (updater.hasLearningRate()) {
                rates.add(updater.getLearningRate(iteration, epoch));
            }
        }
        return rates;
    }
}
