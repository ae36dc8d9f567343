package org.snapshotensemble.averaging;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The running mean and variance of one batch norm layer, found anew from whole batches.
 *
 * <p>With moments {@code m_b}, {@code v_b} of the layer's input in batch {@code b}, of {@code n_b} examples, they are
 * {@code sum(n_b m_b) / sum(n_b)} and {@code sum(n_b v_b) / sum(n_b)}: what Deeplearning4j's running ones estimate while
 * a network trains, but of every batch alike instead of the newest ones mostly. So the variance is the mean of those
 * within the batches, by which each batch was normalized (Ioffe and Szegedy 2015, algorithm 2), not that of all examples
 * about their common mean; the two differ by the variance of the batches' means. Sums are in double precision.
 *
 * <p>The moments of a batch are read from the layer's changes: the layer forgets everything from batch to batch, and its
 * running mean and variance are put to 0 and 1, so that a change is the moment itself.
 */
final class RunningStatistics {

    /**
     * A channel that is constant has no deviation, whose logarithm is no number; what is added to each variance for
     * numerical stability is far larger than this.
     */
    private static final double SMALLEST_VARIANCE = Float.MIN_NORMAL;

    private final String meanName;
    private final String spreadName;
    private final boolean logarithmic;
    private final double[] meanSum;
    private final double[] varianceSum;
    private double examples;

    private RunningStatistics(String prefix, boolean logarithmic, int channels) {
        this.meanName = prefix + BatchNormalizationParamInitializer.GLOBAL_MEAN;
        this.spreadName = prefix
                + (logarithmic
                        ? BatchNormalizationParamInitializer.GLOBAL_LOG_STD
                        : BatchNormalizationParamInitializer.GLOBAL_VAR);
        this.logarithmic = logarithmic;
        this.meanSum = new double[channels];
        this.varianceSum = new double[channels];
    }

    /**
     * Makes a layer ready to tell its moments.
     *
     * @param configuration the layer's own, which is changed
     * @param prefix what stands before the layer's parameters in their names
     * @param parameters the live parameters of the network, of which the layer's running statistics are changed
     */
    static RunningStatistics prepare(
            BatchNormalization configuration, String prefix, Map<String, INDArray> parameters) {
        RunningStatistics statistics =
                new RunningStatistics(prefix, configuration.isUseLogStd(), Math.toIntExact(configuration.getNOut()));
        configuration.setDecay(0);
        parameter(parameters, statistics.meanName).assign(0);
        // A variance of 1 has the logarithm 0; where the variance itself is kept, 0 leaves a change as it is.
        parameter(parameters, statistics.spreadName).assign(0);
        return statistics;
    }

    /** Adds the newest batch; a layer that the gradients do not reach learns nothing, and keeps what it has. */
    void add(Gradient gradient, long batchExamples) {
        Optional<INDArray> mean = Optional.ofNullable(gradient.getGradientFor(meanName));
        Optional<INDArray> spread = Optional.ofNullable(gradient.getGradientFor(spreadName));
        if (mean.isEmpty() || spread.isEmpty()) {
            return;
        }
        examples += batchExamples;
        add(meanSum, Arrays.stream(values(mean.get())).map(change -> -change), batchExamples);
        add(varianceSum, Arrays.stream(values(spread.get())).map(this::variance), batchExamples);
    }

    private double variance(double change) {
        return logarithmic ? Math.pow(10, -2 * change) : -change;
    }

    private static void add(double[] sum, DoubleStream values, long weight) {
        double[] added = values.toArray();
        Arrays.setAll(sum, channel -> sum[channel] + weight * added[channel]);
    }

    /** Writes what was found into a network's parameters; nothing where the layer was not reached. */
    void writeTo(Map<String, INDArray> parameters) {
        if (examples == 0) {
            return;
        }
        write(parameter(parameters, meanName), channel -> meanSum[channel] / examples);
        write(parameter(parameters, spreadName), channel -> {
            double variance = varianceSum[channel] / examples;
            return logarithmic ? Math.log10(Math.max(variance, SMALLEST_VARIANCE)) / 2 : variance;
        });
    }

    private void write(INDArray parameter, IntToDoubleFunction value) {
        double[] all = IntStream.range(0, meanSum.length).mapToDouble(value).toArray();
        parameter.assign(Nd4j.createFromArray(all).reshape(parameter.shape()).castTo(parameter.dataType()));
    }

    private static double[] values(INDArray array) {
        return array.reshape(array.length()).toDoubleVector();
    }

    private static INDArray parameter(Map<String, INDArray> parameters, String name) {
        INDArray found = parameters.get(name);
        if (found == null) {
            throw new IllegalStateException("parameter must be in the network, was " + name);
        }
        return found;
    }
}
