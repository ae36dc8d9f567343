package org.snapshotensemble.model;

import java.util.Locale;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeFeedForward;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.params.EmptyParamInitializer;
import org.jspecify.annotations.Nullable;
import org.snapshotensemble.data.Task;

/**
 * Whether a layer takes what it gets.
 *
 * @param name as messages name it
 * @param layer its configuration
 */
record LayerFit(String name, Layer layer) {

    /**
     * Follows the data through the layer.
     *
     * @param index the layer's place, for Deeplearning4j's own messages
     * @param input what the layer before gives
     * @param preprocessor what the file puts before the layer
     * @param addPreprocessor puts something before the layer where the file has nothing
     * @return what the layer gives
     * @throws UnfitModelException if it cannot take it
     */
    InputType through(
            int index,
            InputType input,
            @Nullable InputPreProcessor preprocessor,
            Consumer<InputPreProcessor> addPreprocessor) {
        try {
            InputType prepared = prepare(input, preprocessor, addPreprocessor);
            requireOutputs();
            requireInputs(prepared);
            return layer.getOutputType(index, prepared);
        } catch (UnfitModelException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new UnfitModelException(
                    name + " cannot take " + describe(input) + ": " + UnfitModelException.words(e), e);
        }
    }

    private InputType prepare(
            InputType input, @Nullable InputPreProcessor preprocessor, Consumer<InputPreProcessor> addPreprocessor) {
        if (preprocessor != null) {
            return preprocessor.getOutputType(input);
        }
        if (layer.getPreProcessorForInputType(input) instanceof CnnToFeedForwardPreProcessor flattening) {
            addPreprocessor.accept(flattening);
            return flattening.getOutputType(input);
        }
        return input;
    }

    /** A layer without parameters gives as much as it gets. */
    private void requireOutputs() {
        if (layer instanceof FeedForwardLayer counted
                && !(layer instanceof BatchNormalization)
                && !(layer.initializer() instanceof EmptyParamInitializer)
                && counted.getNOut() <= 0) {
            throw new UnfitModelException(name + " must have nOut > 0, has " + counted.getNOut());
        }
        if (layer instanceof BaseOutputLayer output && output.getLossFn() == null) {
            throw new UnfitModelException(name + " must have a lossFn, has none");
        }
    }

    private void requireInputs(InputType input) {
        if (layer instanceof FeedForwardLayer counted) {
            long given = counted.getNIn();
            counted.setNIn(input, true);
            if (given > 0 && given != counted.getNIn()) {
                throw new UnfitModelException(String.format(
                        Locale.ROOT,
                        "%s must have nIn %d, for it gets %s, has %d",
                        name,
                        counted.getNIn(),
                        describe(input),
                        given));
            }
        }
    }

    /**
     * Compares what the network gives with what the data needs.
     *
     * @throws UnfitModelException if they differ
     */
    static void requireOutput(String name, InputType output, NetworkShape shape) {
        String expected = shape.outputs() + (shape.task() == Task.CLASSIFICATION ? ", one a class" : ", one a target");
        if (!(output instanceof InputTypeFeedForward rows)) {
            throw new UnfitModelException(name + " must give rows of " + expected + ", gives " + describe(output));
        }
        if (rows.getSize() != shape.outputs()) {
            throw new UnfitModelException(name + " must have nOut " + expected + " of the data, has " + rows.getSize());
        }
    }

    private static String describe(InputType type) {
        if (type instanceof InputTypeFeedForward rows) {
            return "rows of " + rows.getSize() + " values";
        }
        if (type instanceof InputTypeConvolutional images) {
            return String.format(
                    Locale.ROOT,
                    "images of %d x %d x %d (channels, height, width)",
                    images.getChannels(),
                    images.getHeight(),
                    images.getWidth());
        }
        return type.toString();
    }
}
