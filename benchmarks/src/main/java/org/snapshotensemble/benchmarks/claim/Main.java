package org.snapshotensemble.benchmarks.claim;

import picocli.CommandLine;

/** The entry of the grids, which the script {@code benchmarks/claim/run} starts. */
public final class Main {

    private Main() {}

    /** Runs the command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ClaimCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }
}
