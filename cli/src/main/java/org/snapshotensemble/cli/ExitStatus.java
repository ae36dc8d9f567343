package org.snapshotensemble.cli;

/** What the command tells the shell. */
final class ExitStatus {

    /** Done. */
    static final int DONE = 0;

    /** A failure that is neither the user's words nor her data. */
    static final int FAILURE = 1;

    /** Wrong usage or bad input. */
    static final int BAD_INPUT = 2;

    private ExitStatus() {}
}
