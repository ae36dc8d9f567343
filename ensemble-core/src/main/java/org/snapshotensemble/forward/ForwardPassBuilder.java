package org.snapshotensemble.forward;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/**
 * Takes a network apart, from its inputs to its outputs. Each method returns a number for what comes out, by which later
 * calls name it. What is not known may be added like anything else; there is then no pass.
 */
public final class ForwardPassBuilder {

    private final List<Node> nodes = new ArrayList<>();
    private int inputs;
    private boolean isKnown = true;

    /** Adds the next input of the network; all of them stand before anything else. */
    public int input() {
        inputs++;
        return add(new Reshape.Nothing(), List.of());
    }

    /** Adds a layer behind what comes out there. */
    public int layer(Layer layer, int from) {
        // Deeplearning4j's works in place: whoever else reads its input sees what it has made of it.
        if (layer.conf().getLayer() instanceof ActivationLayer) {
            nodes.get(from).overwrite();
        }
        Optional<List<Operation>> operations = KnownLayers.of(layer);
        int last = from;
        for (Operation operation : operations.orElse(List.of())) {
            last = add(operation, List.of(last));
        }
        return operations.isPresent() ? last : unknown();
    }

    /** Adds what prepares the input of a layer. */
    public int preprocessor(InputPreProcessor preprocessor, int from) {
        if (preprocessor.getClass() == CnnToFeedForwardPreProcessor.class) {
            CnnToFeedForwardPreProcessor rows = (CnnToFeedForwardPreProcessor) preprocessor;
            boolean hasSize = rows.getNumChannels() > 0 && rows.getInputHeight() > 0 && rows.getInputWidth() > 0;
            if (rows.getFormat() == CNN2DFormat.NCHW && hasSize) {
                return add(
                        new Reshape.ToRows(size(rows.getNumChannels(), rows.getInputHeight(), rows.getInputWidth())),
                        List.of(from));
            }
        } else if (preprocessor.getClass() == FeedForwardToCnnPreProcessor.class) {
            FeedForwardToCnnPreProcessor images = (FeedForwardToCnnPreProcessor) preprocessor;
            return add(
                    new Reshape.ToImages(
                            size(images.getNumChannels(), images.getInputHeight(), images.getInputWidth())),
                    List.of(from));
        }
        return unknown();
    }

    private static Extent size(long channels, long height, long width) {
        return Extent.image(Math.toIntExact(channels), Math.toIntExact(height), Math.toIntExact(width));
    }

    /** Adds a vertex that is no layer, behind what comes out there. */
    public int vertex(GraphVertex vertex, List<Integer> from) {
        if (vertex.getClass() == MergeVertex.class && ((MergeVertex) vertex).getMergeAxis() == 1) {
            return add(from.size() == 1 ? new Reshape.Nothing() : new Merge(), from);
        } else if (vertex.getClass() == ElementWiseVertex.class) {
            return add(new Combination(kind(((ElementWiseVertex) vertex).getOp()), Elementwise.IDENTITY), from);
        } else if (vertex.getClass() == PreprocessorVertex.class) {
            return preprocessor(((PreprocessorVertex) vertex).getPreProcessor(), from.get(0));
        }
        return unknown();
    }

    private static Combination.Kind kind(ElementWiseVertex.Op operation) {
        return switch (operation) {
            case Add -> Combination.Kind.SUM;
            case Subtract -> Combination.Kind.DIFFERENCE;
            case Product -> Combination.Kind.PRODUCT;
            case Average -> Combination.Kind.MEAN;
            case Max -> Combination.Kind.MAX;
        };
    }

    private int unknown() {
        isKnown = false;
        return add(new Reshape.Nothing(), List.of());
    }

    private int add(Operation operation, List<Integer> from) {
        from.forEach(index -> nodes.get(index).read());
        nodes.add(new Node(operation, from));
        return nodes.size() - 1;
    }

    /**
     * Returns the pass, where everything is known.
     *
     * @param outputs what the network answers, in its order
     */
    public Optional<ForwardPass> build(List<Integer> outputs) {
        outputs.forEach(index -> nodes.get(index).read());
        boolean isClear = nodes.stream().noneMatch(node -> node.isOverwritten() && isReadElsewhere(node));
        if (!isKnown || !isClear) {
            return Optional.empty();
        }
        for (int index = inputs; index < nodes.size(); index++) {
            join(nodes.get(index));
        }
        return Optional.of(new ForwardPass(inputs, List.copyOf(nodes), outputs));
    }

    /** Whether more than one reads the array of a node, which may be that of the node before it. */
    private boolean isReadElsewhere(Node node) {
        Node at = node;
        while (at.readers() == 1 && at.operation().isView() && at.inputs().size() == 1) {
            at = nodes.get(at.inputs().get(0));
        }
        return at.readers() > 1;
    }

    /** Lets a node do what the node before it does, too, where no other reads that one. */
    private void join(Node node) {
        if (node.inputs().size() != 1) {
            return;
        }
        Node before = nodes.get(node.inputs().get(0));
        if (before.readers() == 1 && !before.inputs().isEmpty()) {
            before.operation().then(node.operation()).ifPresent(both -> node.replace(both, before));
        }
    }
}
