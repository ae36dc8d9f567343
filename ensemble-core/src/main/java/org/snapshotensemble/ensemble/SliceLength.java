package org.snapshotensemble.ensemble;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.util.concurrent.Futures;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.network.Network;

/**
 * How many examples one slice of an input has.
 *
 * <p>The power of two that makes the widest array on the way through the network at most {@value #BYTES} bytes, and from 1
 * to {@value #LONGEST}: a forward pass cuts at powers of two, too, and a thread's working memory is a few such arrays, and small enough to stay near the processor. The
 * length follows from the network and the shape of one example alone, so that an input is cut alike on every machine and
 * for any number of threads. It is measured, once for each shape, by feeding one example forward.
 */
final class SliceLength {

    static final long BYTES = 2 << 20;
    static final long LONGEST = 128;

    /** What an input is not cut to whose network does not answer each example with one of its own. */
    private static final long WHOLE = Long.MAX_VALUE;

    private static final int SHAPES_KEPT = 1000;

    private final Cache<List<Part>, Long> lengths =
            CacheBuilder.newBuilder().maximumSize(SHAPES_KEPT).build();

    /** Cuts an input. */
    Slices cut(Member member, long examples, INDArray[] features) {
        if (examples == 1) {
            return new Slices(1, 1);
        }
        List<Part> example = Arrays.stream(features).map(Part::of).toList();
        Long known = lengths.getIfPresent(example);
        long length = known != null ? known : member.borrow(network -> measure(network, examples, features));
        if (known == null) {
            lengths.put(example, length);
        }
        return new Slices(examples, Math.min(length, examples));
    }

    /** One input's part of an example. */
    private record Part(DataType type, List<Long> shape) {

        static Part of(INDArray array) {
            return new Part(
                    array.dataType(),
                    LongStream.of(array.shape()).skip(1).boxed().toList());
        }
    }

    private static long measure(Network network, long examples, INDArray[] features) {
        @Nullable INDArray[] one = new Slices(examples, 1).of(0, features);
        INDArray[] first = Arrays.stream(one).toArray(INDArray[]::new);
        return outsideOfWorkspaces(() -> measure(network, first));
    }

    /** Deeplearning4j tells no activations to a thread that has opened a workspace, though it be out of its scope. */
    private static long outsideOfWorkspaces(LongSupplier measuring) {
        if (!Nd4j.getWorkspaceManager().anyWorkspaceActiveForCurrentThread()) {
            return measuring.getAsLong();
        }
        FutureTask<Long> elsewhere = new FutureTask<>(measuring::getAsLong);
        new Thread(elsewhere, "slice-length").start();
        return Objects.requireNonNull(Futures.getUnchecked(elsewhere), "a task that measures returns a length");
    }

    private static long measure(Network network, INDArray[] first) {
        boolean answersEach = Arrays.stream(network.output(first, null)).allMatch(output -> output.size(0) == 1);
        if (!answersEach) {
            return WHOLE;
        }
        Collection<INDArray> activations = network.activations(first);
        long widest = activations.stream()
                .mapToLong(array -> array.length() * array.dataType().width())
                .max()
                .orElse(1);
        return Long.highestOneBit(Math.max(1, Math.min(LONGEST, BYTES / Math.max(1, widest))));
    }
}
