package org.snapshotensemble.snapshot;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a run has come. */
public enum RunStatus {
    /** It trains, or was broken off without a word. */
    @JsonProperty("running")
    RUNNING,
    /** It was told to stop, and has a checkpoint to go on from. */
    @JsonProperty("stopped")
    STOPPED,
    /** Its training is over. Under a schedule without an end the last cycle may be cut, and is in no snapshot. */
    @JsonProperty("finished")
    FINISHED,
    /** It was given up; the manifest says why. The snapshots up to then are good. */
    @JsonProperty("failed")
    FAILED
}
