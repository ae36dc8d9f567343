package org.snapshotensemble.forward;

import java.util.List;
import java.util.Optional;

/** What one or several layers do, with their weights, for inputs of any size. For any number of threads. */
interface Operation {

    /** Returns the size of what comes out; empty where it does not take such inputs. */
    Optional<Extent> extent(List<Extent> inputs);

    /** Makes a step for inputs of a size that it takes. */
    Step bind(List<Extent> inputs);

    /**
     * Plans the same on oneDNN.
     *
     * @param inputs of sizes that it takes
     * @return what comes out; empty where oneDNN has nothing fast for it
     */
    Optional<Tensor> plan(NativePlanner planner, List<Tensor> inputs);

    /** Whether it is faster on many examples at once than on one after another. */
    default boolean wantsManyExamples() {
        return false;
    }

    /**
     * Whether what comes out is what goes in, in the same order; neither {@link #bind} nor {@link #plan} is called then.
     */
    default boolean isView() {
        return false;
    }

    /** Returns the one operation that does what this and then the next one does, where there is one. */
    default Optional<Operation> then(Operation next) {
        return Optional.empty();
    }
}
