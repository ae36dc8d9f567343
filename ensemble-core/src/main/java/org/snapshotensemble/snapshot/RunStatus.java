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
    /** The last trough of its schedule is behind it. */
    @JsonProperty("finished")
    FINISHED,
    /** It was given up; the manifest says why. The snapshots up to then are good. */
    @JsonProperty("failed")
    FAILED
}
