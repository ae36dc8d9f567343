package org.snapshotensemble.evaluation.crossval;

import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.ModelScore;

/** What each fold measures, side by side. */
public enum Contender {
    /** All of the fold's members combined. */
    ENSEMBLE,
    /** The member that the fold's validation part chose; the last one where there is no such part. */
    BEST_MEMBER,
    /** The last member: what the training would have left without an ensemble. */
    LAST_MEMBER;

    /** Its score in a fold's report. */
    public ModelScore in(EnsembleReport report) {
        return switch (this) {
            case ENSEMBLE -> report.ensemble();
            case BEST_MEMBER -> report.bestMember();
            case LAST_MEMBER -> report.lastMember();
        };
    }
}
