package org.snapshotensemble.ensemble;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.forward.ForwardPass;
import org.snapshotensemble.forward.IdlePool;
import org.snapshotensemble.forward.Scratch;
import org.snapshotensemble.network.Network;

/**
 * A snapshot's network, for any number of threads at once.
 *
 * <p>A Deeplearning4j network serves one call at a time. So each call borrows a network that no other call has; when all
 * are out, a further one is made over the same parameters. A network is small beside its parameters: Deeplearning4j's
 * working memory belongs to the thread, whichever network it works on. Where the network's layers allow it, a
 * {@link ForwardPass} answers instead, which is for any number of threads.
 */
final class Member implements AutoCloseable {

    private final Network original;
    private final Optional<ForwardPass> pass;
    private final IdlePool<Network> networks;

    Member(Network network) {
        this.original = network;
        this.pass = network.forwardPass();
        this.networks = new IdlePool<>(network::sharingParameters, spare -> {});
        networks.add(network);
    }

    /** Returns the number of parameters. */
    long parameters() {
        return original.parameters().length();
    }

    /** Returns the type of the network's numbers. */
    DataType dataType() {
        return original.parameters().dataType();
    }

    /**
     * Predicts, by the fast way where there is one for such features.
     *
     * @param scratch the calling thread's
     */
    INDArray[] output(INDArray[] features, INDArray @Nullable [] featureMasks, Scratch scratch) {
        if (featureMasks == null) {
            Optional<INDArray[]> answers = pass.flatMap(fast -> fast.output(features, scratch));
            if (answers.isPresent()) {
                return answers.get();
            }
        }
        return borrow(network -> network.output(features, featureMasks));
    }

    /** Asks a network that nobody else has meanwhile. */
    <T> T borrow(Function<Network, T> question) {
        return networks.lend(question);
    }

    /** Frees the native memory that predicting took, when nobody predicts any more. */
    @Override
    public void close() {
        pass.ifPresent(ForwardPass::close);
    }
}
