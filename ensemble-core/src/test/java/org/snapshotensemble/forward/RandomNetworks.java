package org.snapshotensemble.forward;

import com.google.common.primitives.Longs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration.ListBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.snapshotensemble.network.Network;

/** Small networks of layers that a forward pass knows, drawn with a seed, with weights and statistics drawn likewise. */
final class RandomNetworks {

    private static final List<Activation> FUNCTIONS = List.of(
            Activation.IDENTITY,
            Activation.RELU,
            Activation.LEAKYRELU,
            Activation.RELU6,
            Activation.HARDTANH,
            Activation.ELU,
            Activation.TANH,
            Activation.SIGMOID,
            Activation.SWISH);

    private final SplittableRandom random;

    RandomNetworks(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A network, and the shape of an example. */
    record Drawn(Network network, List<Long> example) {

        Drawn {
            example = List.copyOf(example);
        }

        INDArray features(int examples, long seed) {
            long[] shape = LongStream.concat(
                            LongStream.of(examples), example.stream().mapToLong(Long::longValue))
                    .toArray();
            return uniform(new SplittableRandom(seed), -1, 1, shape);
        }
    }

    /** Draws a network; empty where Deeplearning4j refuses the sizes that came up. */
    Optional<Drawn> next() {
        try {
            Drawn drawn = random.nextBoolean() ? sequential() : graph();
            setParameters(drawn.network);
            drawn.network.output(new INDArray[] {drawn.features(1, 1)}, null);
            return Optional.of(drawn);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private int upTo(int most) {
        return 1 + random.nextInt(most);
    }

    private Activation function() {
        return FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
    }

    private NeuralNetConfiguration.Builder start() {
        return new NeuralNetConfiguration.Builder().seed(1).updater(new Sgd(0.1));
    }

    private Drawn sequential() {
        ListBuilder list = start().list();
        long[] example;
        if (random.nextInt(4) == 0) {
            example = new long[] {upTo(20)};
            list.setInputType(InputType.feedForward(example[0]));
        } else {
            long[] image = {upTo(4), 4 + upTo(12), 4 + upTo(12)};
            boolean isFlat = random.nextBoolean();
            example = isFlat ? new long[] {image[0] * image[1] * image[2]} : image;
            list.setInputType(
                    isFlat
                            ? InputType.convolutionalFlat(image[1], image[2], image[0])
                            : InputType.convolutional(image[1], image[2], image[0]));
            for (int layer = upTo(4); layer > 0; layer--) {
                list.layer(imageLayer());
            }
            if (random.nextBoolean()) {
                list.layer(globalPooling());
            }
        }
        for (int layer = random.nextInt(3); layer > 0; layer--) {
            list.layer(new DenseLayer.Builder()
                    .nOut(upTo(20))
                    .activation(function())
                    .hasBias(random.nextBoolean())
                    .build());
            if (random.nextInt(3) == 0) {
                list.layer(batchNorm());
            }
        }
        list.layer(output());
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return new Drawn(restored(network), Longs.asList(example));
    }

    private Drawn graph() {
        long[] image = {upTo(4), 4 + upTo(10), 4 + upTo(10)};
        GraphBuilder graph = start().graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(image[1], image[2], image[0]));
        int channels = upTo(8);
        graph.addLayer("stem", same(channels, 3), "in");
        String last = "stem";
        for (int block = 0; block < upTo(3); block++) {
            last = block(graph, "block" + block, last, channels);
        }
        graph.addLayer("pool", globalPooling(), last).addLayer("out", output(), "pool");
        boolean hasSecond = random.nextBoolean();
        if (hasSecond) {
            graph.addLayer("flat", output(), last);
        }
        graph.setOutputs(hasSecond ? new String[] {"flat", "out"} : new String[] {"out"});
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return new Drawn(restored(network), Longs.asList(image));
    }

    /** Two ways side by side, put together, and a convolution to the number of channels. */
    private String block(GraphBuilder graph, String name, String from, int channels) {
        String way = name + "-way";
        graph.addLayer(way + "-convolution", same(channels, upTo(5)), from)
                .addLayer(way, batchNorm(), way + "-convolution");
        String both = name + "-both";
        if (random.nextInt(3) == 0) {
            graph.addVertex(both, new MergeVertex(), way, from);
        } else {
            ElementWiseVertex.Op[] kinds = ElementWiseVertex.Op.values();
            graph.addVertex(both, new ElementWiseVertex(kinds[random.nextInt(kinds.length)]), way, from);
        }
        graph.addLayer(name + "-function", new ActivationLayer(function()), both)
                .addLayer(name, same(channels, 1), name + "-function");
        return name;
    }

    private ConvolutionLayer same(int channels, int kernel) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .convolutionMode(ConvolutionMode.Same)
                .nOut(channels)
                .activation(function())
                .hasBias(random.nextBoolean())
                .build();
    }

    private org.deeplearning4j.nn.conf.layers.Layer imageLayer() {
        ConvolutionMode[] modes = {ConvolutionMode.Same, ConvolutionMode.Truncate, ConvolutionMode.Strict};
        ConvolutionMode mode = modes[random.nextInt(modes.length)];
        int[] kernel = {upTo(4), upTo(4)};
        int[] stride = {upTo(3), upTo(3)};
        int[] padding = mode == ConvolutionMode.Same
                ? new int[2]
                : new int[] {random.nextInt(kernel[0]), random.nextInt(kernel[1])};
        return switch (random.nextInt(6)) {
            case 0 ->
                new SubsamplingLayer.Builder(random.nextBoolean() ? PoolingType.MAX : PoolingType.AVG)
                        .kernelSize(kernel)
                        .stride(stride)
                        .padding(padding)
                        .convolutionMode(mode)
                        .build();
            case 1 -> batchNorm();
            case 2 -> random.nextBoolean() ? new ActivationLayer(function()) : new DropoutLayer(0.5);
            default ->
                new ConvolutionLayer.Builder(kernel)
                        .stride(stride)
                        .padding(padding)
                        .dilation(upTo(2), upTo(2))
                        .convolutionMode(mode)
                        .nOut(upTo(40))
                        .activation(function())
                        .hasBias(random.nextBoolean())
                        .build();
        };
    }

    private BatchNormalization batchNorm() {
        return new BatchNormalization.Builder()
                .useLogStd(random.nextBoolean())
                .lockGammaBeta(random.nextInt(4) == 0)
                .eps(random.nextBoolean() ? 1e-5 : 1e-2)
                .build();
    }

    private GlobalPoolingLayer globalPooling() {
        PoolingType[] kinds = {PoolingType.MAX, PoolingType.AVG, PoolingType.SUM};
        return new GlobalPoolingLayer(kinds[random.nextInt(kinds.length)]);
    }

    private OutputLayer output() {
        boolean areClasses = random.nextBoolean();
        return new OutputLayer.Builder(areClasses ? LossFunction.MCXENT : LossFunction.MSE)
                .nOut(1 + upTo(5))
                .activation(areClasses ? Activation.SOFTMAX : Activation.IDENTITY)
                .build();
    }

    private static Network restored(Model model) {
        Network network = Network.of(model);
        return Network.restore(network.configurationJson(), network.parameters());
    }

    /** Draws weights that keep values near 1, and statistics as of a trained batch norm. */
    private void setParameters(Network network) {
        for (Layer layer : network.layers()) {
            for (Map.Entry<String, INDArray> parameter : layer.paramTable().entrySet()) {
                INDArray values = parameter.getValue();
                double reach = 2 / Math.sqrt((double) values.length() / values.size(0) + 1);
                values.assign(
                        switch (parameter.getKey()) {
                            case "log10stdev" -> uniform(random, -0.5, 0.5, values.shape());
                            case "var" -> uniform(random, 0.2, 3, values.shape());
                            case "gamma" -> uniform(random, 0.5, 1.5, values.shape());
                            case "W" -> uniform(random, -reach, reach, values.shape());
                            default -> uniform(random, -0.5, 0.5, values.shape());
                        });
            }
        }
    }

    private static INDArray uniform(SplittableRandom random, double least, double most, long... shape) {
        INDArray array = Nd4j.create(DataType.FLOAT, shape);
        for (long i = 0; i < array.length(); i++) {
            array.putScalar(i, (float) (least + (most - least) * random.nextDouble()));
        }
        return array;
    }
}
