package org.snapshotensemble.spark;

/** A training that failed in an executor, and would fail in any; the message tells which and why. */
public final class RemoteTrainingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remoteStackTrace;

    RemoteTrainingException(String name, String reason, String remoteStackTrace) {
        super(reason.startsWith(name) ? reason : name + ": " + reason);
        this.remoteStackTrace = remoteStackTrace;
    }

    /** Returns where it failed, as the executor's own stack trace tells it. */
    public String remoteStackTrace() {
        return remoteStackTrace;
    }
}
