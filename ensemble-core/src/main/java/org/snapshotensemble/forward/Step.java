package org.snapshotensemble.forward;

/** An operation on inputs of a certain size. For any number of threads, each with working memory of its own. */
@FunctionalInterface
interface Step {

    /**
     * Computes.
     *
     * @param scratch the calling thread's
     * @param inputs an array an input, of which each example's values follow the other's, in C order
     * @param offsets where in each array the first example begins
     * @param out is set, likewise
     * @param outOffset where in it the first example begins
     */
    void run(Scratch scratch, float[][] inputs, int[] offsets, float[] out, int outOffset, int examples);
}
