package org.snapshotensemble.checkpoint;

import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where the random numbers of a thread stand. ND4J has a generator for each thread, from which its layers draw dropout and
 * the like.
 *
 * @param root the first half of the generator's state
 * @param node the second half
 */
public record RandomState(long root, long node) {

    /** Reads the state of the calling thread's generator. */
    public static RandomState ofThisThread() {
        Random random = Nd4j.getRandom();
        return new RandomState(random.rootState(), random.nodeState());
    }

    /** Gives the calling thread's generator this state. */
    public void restore() {
        Nd4j.getRandom().setStates(root, node);
    }
}
