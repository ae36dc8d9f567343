package org.snapshotensemble.cli;

import picocli.CommandLine.Option;

/** How much a training tells on its way. */
final class ProgressOptions {

    @Option(names = "--quiet", description = "Tells no progress and no notes, only results, warnings and errors.")
    private boolean quiet;

    @Option(
            names = "--json",
            description =
                    "Prints events as JSON, one a line, on standard output instead of progress and tables: run_started,"
                            + " progress, epoch, snapshot, run_finished, run_stopped, run_failed and a report.")
    private boolean json;

    /**
     * What a person asked for.
     *
     * @throws BadInputException if the options contradict each other
     */
    ProgressKind kind() {
        if (quiet && json) {
            throw new BadInputException("--quiet and --json exclude each other, give one of them");
        }
        return json ? ProgressKind.EVENTS : quiet ? ProgressKind.NONE : ProgressKind.SHOWN;
    }
}
