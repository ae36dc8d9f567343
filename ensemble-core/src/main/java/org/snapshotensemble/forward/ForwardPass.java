package org.snapshotensemble.forward;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's way from its features to its answers, dropout and the like switched off. For any number of threads, each with
 * a {@link Scratch} of its own. It reads the network's parameters where they are: nobody may change them meanwhile.
 *
 * <p>The answers are the network's own, to rounding; the same input gives the same bits.
 */
public final class ForwardPass {

    private static final int SIZES_KEPT = 100;

    private final int inputs;
    private final List<Node> nodes;
    private final List<Integer> outputs;
    private final Cache<List<Extent>, Optional<SizedPass>> passes =
            CacheBuilder.newBuilder().maximumSize(SIZES_KEPT).build();

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
        if (features.length != inputs) {
            return Optional.empty();
        }
        List<Extent> extents = new ArrayList<>();
        for (INDArray array : features) {
            Optional<Extent> extent = extent(array);
            if (extent.isEmpty() || array.size(0) != features[0].size(0)) {
                return Optional.empty();
            }
            extents.add(extent.get());
        }
        Optional<SizedPass> known = passes.getIfPresent(extents);
        Optional<SizedPass> pass = known != null ? known : SizedPass.of(nodes, extents, outputs);
        if (known == null) {
            passes.put(extents, pass);
        }
        return pass.filter(sized -> sized.takes(features[0].size(0))).map(sized -> sized.run(features, scratch));
    }

    private static Optional<Extent> extent(INDArray array) {
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
}
