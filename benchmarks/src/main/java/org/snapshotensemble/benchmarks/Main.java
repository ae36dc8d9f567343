package org.snapshotensemble.benchmarks;

import picocli.CommandLine;

/** The entry of the measuring, which the script {@code benchmarks/run} starts. */
public final class Main {

    private Main() {}

    /** Runs the command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchmarkCommand())
                .setParameterExceptionHandler(Main::refuse)
                .execute(arguments));
    }

    private static int refuse(CommandLine.ParameterException wrong, String... arguments) {
        System.err.println("benchmarks: " + wrong.getMessage());
        return CommandLine.ExitCode.USAGE;
    }
}
