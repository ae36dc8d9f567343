package org.snapshotensemble.forward;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.onednn.OneDnnEngine;

/**
 * A network's way from its features to its answers, dropout and the like switched off. For any number of threads, each with
 * a {@link Scratch} of its own. It reads the network's parameters where they are, or copies of them: nobody may change them
 * meanwhile.
 *
 * <p>It computes on oneDNN where that is loaded and has fast operations for all that the network does with features of that
 * size: from one example on that takes a tenth of the time of loops and products of matrices, which it computes with
 * otherwise. Those in turn take a half to a quarter of the time of Deeplearning4j without oneDNN, on one example and on many.
 * Which way it goes follows from the features' sizes: the same input gives the same bits. The answers are the network's own,
 * to rounding.
 */
public final class ForwardPass implements AutoCloseable {

    /** Features of how many sizes are remembered. Each takes native memory for its operations, and some time to make. */
    private static final int SIZES_KEPT = 32;

    private final int inputs;
    private final List<Node> nodes;
    private final List<Integer> outputs;
    private final Constants constants = new Constants();
    private final Cache<List<Extent>, Optional<Ways>> known =
            CacheBuilder.newBuilder().maximumSize(SIZES_KEPT).build();

    /** The ways for features of certain sizes. */
    private record Ways(Optional<NativePass> onOneDnn, SizedPass otherwise) {}

    ForwardPass(int inputs, List<Node> nodes, List<Integer> outputs) {
        this.inputs = inputs;
        this.nodes = nodes;
        this.outputs = List.copyOf(outputs);
    }

    /**
     * Predicts.
     *
     * @param features one array an input, {@code [examples, values]} or {@code [examples, channels, height, width]}
     * @return one array an output, {@code [examples, …]}, in no workspace; empty where the features do not fit, or are not of
     *     type FLOAT: the network itself then answers, or says why not
     */
    public Optional<INDArray[]> output(INDArray[] features, Scratch scratch) {
        return ways(features)
                .flatMap(ways -> ways.onOneDnn()
                        .flatMap(pass -> pass.run(features, scratch))
                        .or(() -> run(ways.otherwise(), features, scratch)));
    }

    /** Predicts without oneDNN, as {@link #output}. */
    Optional<INDArray[]> outputWithoutOneDnn(INDArray[] features, Scratch scratch) {
        return ways(features).flatMap(ways -> run(ways.otherwise(), features, scratch));
    }

    /** Predicts on oneDNN, as {@link #output}; empty where it is not loaded or has nothing fast for one of the steps, too. */
    Optional<INDArray[]> outputOnOneDnn(INDArray[] features, Scratch scratch) {
        return ways(features).flatMap(Ways::onOneDnn).flatMap(pass -> pass.run(features, scratch));
    }

    private static Optional<INDArray[]> run(SizedPass pass, INDArray[] features, Scratch scratch) {
        return pass.takes(features[0].size(0)) ? Optional.of(pass.run(features, scratch)) : Optional.empty();
    }

    private Optional<Ways> ways(INDArray[] features) {
        if (features.length != inputs) {
            return Optional.empty();
        }
        List<Extent> sizes = new ArrayList<>();
        for (INDArray array : features) {
            Optional<Extent> size = size(array);
            if (size.isEmpty() || array.size(0) != features[0].size(0)) {
                return Optional.empty();
            }
            sizes.add(size.get());
        }
        try {
            return known.get(sizes, () -> SizedPass.extents(nodes, sizes).map(this::ways));
        } catch (ExecutionException e) {
            throw new IllegalStateException("no way throws a checked exception", e);
        }
    }

    private Ways ways(List<Extent> extents) {
        return new Ways(
                OneDnnEngine.isLoaded()
                        ? Optional.of(new NativePass(nodes, extents, inputs, outputs, constants))
                        : Optional.empty(),
                SizedPass.of(nodes, inputs, extents, outputs));
    }

    private static Optional<Extent> size(INDArray array) {
        boolean fits = array.dataType() == DataType.FLOAT
                && (array.rank() == 2 || array.rank() == 4)
                && array.length() > 0
                && array.length() <= Integer.MAX_VALUE;
        if (!fits) {
            return Optional.empty();
        }
        return Optional.of(
                array.rank() == 2
                        ? Extent.row((int) array.size(1))
                        : Extent.image((int) array.size(1), (int) array.size(2), (int) array.size(3)));
    }

    /** Frees what it holds of native memory, when no thread predicts any more. A later prediction would make it anew. */
    @Override
    public void close() {
        known.asMap().values().forEach(ways -> ways.flatMap(Ways::onOneDnn).ifPresent(NativePass::close));
        known.invalidateAll();
        constants.close();
    }
}
