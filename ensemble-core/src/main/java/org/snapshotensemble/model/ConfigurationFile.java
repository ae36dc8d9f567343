package org.snapshotensemble.model;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.learning.config.IUpdater;
import org.snapshotensemble.network.Network;

/**
 * A network of the person's own, in a file of Deeplearning4j's JSON. Its updaters stay, so that an Adam stays an Adam;
 * whoever trains puts them under the schedule.
 *
 * @param text the file, as the person named it
 * @param json what was in it
 */
record ConfigurationFile(String text, String json) implements Architecture {

    static final String EXTENSION = ".json";

    /**
     * Reads the file, once, so that a run and its baselines get the same network.
     *
     * @throws IllegalArgumentException if it cannot be read, or is not a configuration; the message names the file
     */
    static ConfigurationFile read(String text) {
        try {
            return new ConfigurationFile(text, ConfigurationJson.read(Path.of(text)));
        } catch (UnfitModelException e) {
            throw e.in(text);
        }
    }

    /** The file's name without its folder. */
    @Override
    public String name() {
        return Path.of(text).getFileName().toString();
    }

    @Override
    public void check(NetworkShape shape) {
        naming(() -> {
            Configuration configuration = fitted(shape);
            TrialTraining trial = new TrialTraining(shape, configuration.outputName());
            trial.of(configuration.network(1));
            return trial;
        });
    }

    @Override
    public boolean takesScaledTargets(NetworkShape shape) {
        return naming(() -> Network.of(fitted(shape).network(1)).takesScaledTargets());
    }

    /** The updater is the file's own, not the one given. */
    @Override
    public Model network(NetworkShape shape, long seed, IUpdater updater) {
        return naming(() -> fitted(shape).network(Recipe.usable(seed)));
    }

    private Configuration fitted(NetworkShape shape) {
        Configuration configuration = Configuration.parse(json);
        configuration.fit(shape);
        return configuration;
    }

    /** Lets every refusal name the file. */
    private <T> T naming(Supplier<T> step) {
        try {
            return step.get();
        } catch (UnfitModelException e) {
            throw e.in(text);
        } catch (RuntimeException e) {
            String problem = "Deeplearning4j makes no network of it: " + UnfitModelException.words(e);
            throw new UnfitModelException(problem, e).in(text);
        }
    }
}
