package org.snapshotensemble.model;

import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.data.ImageSize;
import org.snapshotensemble.data.Task;

/** What our architectures have in common: rectifiers with He's weights below, the task's own output layer on top. */
final class Recipe {

    /** ND4J takes 0 for no seed and asks the clock instead. */
    private static final long IN_PLACE_OF_ZERO = 0x9E3779B97F4A7C15L;

    /**
     * A squared error has gradients without a bound: at a rate of 0.1 every regression tried diverged within five
     * iterations, on targets of mean 0 and variance 1. Cut to this length in each layer none did; 0.1 and 0.3 learnt
     * slower.
     */
    private static final double LONGEST_GRADIENT = 1;

    private Recipe() {}

    /** The beginning of every architecture. */
    static NeuralNetConfiguration.Builder start(NetworkShape shape, long seed, IUpdater updater) {
        NeuralNetConfiguration.Builder builder = new NeuralNetConfiguration.Builder()
                .seed(usable(seed))
                .updater(updater)
                .weightInit(WeightInit.RELU)
                .activation(Activation.RELU);
        return shape.task() == Task.REGRESSION
                ? builder.gradientNormalization(GradientNormalization.ClipL2PerLayer)
                        .gradientNormalizationThreshold(LONGEST_GRADIENT)
                : builder;
    }

    static OutputLayer.Builder output(NetworkShape shape) {
        boolean classes = shape.task() == Task.CLASSIFICATION;
        return new OutputLayer.Builder(classes ? LossFunction.MCXENT : LossFunction.MSE)
                .nOut(shape.outputs())
                .activation(classes ? Activation.SOFTMAX : Activation.IDENTITY)
                .weightInit(WeightInit.XAVIER);
    }

    /**
     * The size of the images that a model for images alone is given.
     *
     * @throws IllegalArgumentException if it is given rows
     */
    static ImageSize images(String model, NetworkShape shape) {
        return shape.imageSize()
                .orElseThrow(() -> new IllegalArgumentException("model " + model
                        + " needs images, the data has rows of " + shape.features() + " values; " + Mlp.TEXT
                        + " takes rows"));
    }

    /**
     * Counts the parameters of a model, most of which are those of the layer on the data's features.
     *
     * @throws IllegalArgumentException if they are more than can be trained
     */
    static void requireTrainable(String model, NetworkShape shape, MultiLayerConfiguration configuration) {
        ParameterCount count = new ParameterCount();
        try {
            configuration.getConfs().forEach(count::add);
        } catch (UnfitModelException e) {
            throw e.in("model " + model + " for examples of " + shape.features() + " values");
        }
    }

    static long usable(long seed) {
        return seed == 0 ? IN_PLACE_OF_ZERO : seed;
    }
}
