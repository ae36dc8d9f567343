package org.snapshotensemble.network;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The updaters that a network's parameters really go by, whatever wraps the layer that owns them.
 *
 * <p>Deeplearning4j's own {@code setLearningRate} passes over wrapped layers and separate bias updaters.
 */
final class Updaters {

    private Updaters() {}

    static void follow(Layer[] layers, ISchedule learningRate, Optional<? extends ISchedule> momentum) {
        for (IUpdater updater : of(layers)) {
            if (updater.hasLearningRate()) {
                updater.setLrAndSchedule(Double.NaN, learningRate);
            }
            if (updater instanceof Nesterovs nesterovs && momentum.isPresent()) {
                nesterovs.setMomentum(Double.NaN);
                nesterovs.setMomentumISchedule(momentum.get());
            }
        }
    }

    static Set<Double> learningRates(Layer[] layers, int iteration, int epoch) {
        Set<Double> rates = new LinkedHashSet<>();
        for (IUpdater updater : of(layers)) {
            if (updater.hasLearningRate()) {
                rates.add(updater.getLearningRate(iteration, epoch));
            }
        }
        return rates;
    }

    private static Set<IUpdater> of(Layer[] layers) {
        Set<IUpdater> updaters = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Layer layer : layers) {
            for (String parameter : layer.paramTable().keySet()) {
                @Nullable IUpdater updater = layer.conf().getLayer().getUpdaterByParam(parameter);
                if (updater != null) {
                    updaters.add(updater);
                }
            }
        }
        return updaters;
    }
}
