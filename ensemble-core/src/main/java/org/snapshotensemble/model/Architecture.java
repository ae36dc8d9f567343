package org.snapshotensemble.model;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.learning.config.IUpdater;
import org.snapshotensemble.data.Task;

/** A kind of network, named by a text that is the same in the command and the manifest, and made to fit the data. */
public sealed interface Architecture permits Mlp, Cnn, ResNet, ConfigurationFile, DecayingArchitecture {

    /** The text that {@link #parse} reads back as this architecture. */
    String text();

    /** What the manifest and the progress call it: the text, or the name of the file that the text names, and the decay. */
    default String name() {
        return text();
    }

    /**
     * Finds out, before anything is trained, whether it can take what the shape says.
     *
     * @throws IllegalArgumentException if it cannot; the message says why
     */
    void check(NetworkShape shape);

    /**
     * Whether it learns targets that are shifted and scaled as well as the targets themselves. Ours do, for a regression; a
     * file's network does where its output layer has the activation identity and the loss is a squared or absolute error.
     */
    default boolean takesScaledTargets(NetworkShape shape) {
        return shape.task() == Task.REGRESSION;
    }

    /**
     * A new, initialized network. The same arguments give the same weights; to draw them, Deeplearning4j sets this
     * thread's random number generator to the seed.
     *
     * @param shape what it takes and gives
     * @param seed the seed of its weights and of its dropout; every value is a seed, 0 included
     * @param updater the updater of all its layers, such as Nesterovs under a schedule; a file's layers keep their own
     * @throws IllegalArgumentException if it cannot take what the shape says
     */
    Model network(NetworkShape shape, long seed, IUpdater updater);

    /**
     * The same, but its weights decay: at each update {@code decay} times the weight is added to its gradient, before the
     * updater, so that the learning rate multiplies it (Krogh and Hertz, "A Simple Weight Decay Can Improve Generalization",
     * 1992; the {@code weight_decay} of PyTorch's SGD, Deeplearning4j's {@code l2}). Biases and batch norm's parameters do not
     * decay. A decay set before, and a file's own {@code l1}, {@code l2} and {@code weightDecay} of weights, go.
     *
     * @param decay such as 0.0001 (He et al. 2016) or 0.0005 (Zagoruyko and Komodakis 2016); 0 for none
     * @throws IllegalArgumentException if it is not finite and 0 or greater
     */
    default Architecture withWeightDecay(double decay) {
        return new DecayingArchitecture(this, decay);
    }

    /**
     * The architecture a text names: {@code mlp} takes rows and images, {@code cnn}, {@code resnet}, {@code resnet14} and
     * {@code resnet20} take images.
     * A text that ends with {@code .json} names a file, Deeplearning4j's own JSON of either kind of network with one input
     * and one output, which is read here and now. It gets images as {@code [n, channels, height, width]} and rows as
     * {@code [n, features]}.
     *
     * @throws IllegalArgumentException if the text names no known architecture, or the file cannot be used
     */
    static Architecture parse(String text) {
        if (text.endsWith(ConfigurationFile.EXTENSION)) {
            return ConfigurationFile.read(text);
        }
        List<Architecture> known = ImmutableList.<Architecture>builder()
                .add(new Mlp(), new Cnn())
                .addAll(ResNet.ALL)
                .build();
        return known.stream()
                .filter(architecture -> architecture.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown model \"" + text + "\", known are: "
                        + known.stream().map(Architecture::text).collect(Collectors.joining(", ")) + ", FILE.json"));
    }
}
