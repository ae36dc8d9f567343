package org.snapshotensemble.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** Lets a shell complete what one types. */
@Command(
        name = "completion",
        description =
                "Prints a script by which bash or zsh completes commands, options and file names at the tabulator key.",
        footer = {
            "",
            "In ~/.bashrc or ~/.zshrc: source ~/.snapshot-completion",
            "",
            "Example:",
            "  snapshot completion > ~/.snapshot-completion"
        },
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class CompletionCommand implements Callable<Integer> {

    private final Streams streams;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    CompletionCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        CommandLine whole = spec.root().commandLine();
        whole.getSubcommands().values().forEach(command -> completeFiles(command.getCommandSpec()));
        String script = AutoComplete.bash(whole.getCommandName(), whole);
        streams.results(out -> out.print(script));
        return ExitStatus.DONE;
    }

    /** Picocli proposes files for options of type Path, but not where they may be left out. */
    private static void completeFiles(CommandSpec command) {
        for (OptionSpec option : List.copyOf(command.options())) {
            if (Arrays.stream(option.converters()).anyMatch(OptionTypes.File.class::isInstance)) {
                command.remove(option);
                command.addOption(OptionSpec.builder(option.longestName(), option.names())
                        .type(Path.class)
                        .build());
            }
        }
    }
}
