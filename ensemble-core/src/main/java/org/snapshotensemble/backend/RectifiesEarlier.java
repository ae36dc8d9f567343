package org.snapshotensemble.backend;

/** What computes the input of a {@link Rectifier} and rectifies it in the same pass over memory. */
interface RectifiesEarlier {

    /** Does so from now on, where it can. */
    void rectify();

    /** Whether the output of the last batch in training is rectified. */
    boolean hasRectified();

    /** Whether its backward pass of that batch takes the gradients of what is rectified, and masks them itself. */
    boolean masksGradients();
}
