package org.snapshotensemble.evaluation;

/** What kind of model the ensemble is compared with. */
public enum Opponent {
    /** The member that the validation figures prefer. */
    BEST_MEMBER,
    /** The last member, which is what the training would have left without an ensemble. */
    LAST_MEMBER,
    /** A model trained for the same number of iterations without restarts. */
    BASELINE,
    /** One network whose weights are the mean of the members'. */
    AVERAGED_WEIGHTS,
    /** The ensemble of another run. */
    OTHER_RUN
}
