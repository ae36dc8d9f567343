package org.snapshotensemble.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a subcommand: it only says what subcommands there are. */
@Command(
        name = "snapshot",
        description = "Trains a network once under a cyclical learning rate, keeps its weights at each trough, and"
                + " predicts with all of them.",
        footer = {
            "",
            "Example:",
            "  snapshot train --epochs 10 --run runs/first",
            "snapshot COMMAND --help tells the options of a command."
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        synopsisSubcommandLabel = "COMMAND")
final class SnapshotCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing, known are: " + FailureLine.commands(spec) + "; --help tells more");
    }
}
