package org.snapshotensemble.cli;

import java.util.stream.Collectors;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.TrainingDivergedException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line on standard error what went wrong; a stack trace is for failures of ours alone. */
final class FailureLine implements IParameterExceptionHandler, IExecutionExceptionHandler {

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        String text = e instanceof UnmatchedArgumentException unmatched ? unmatchedText(unmatched) : message(e);
        print(e.getCommandLine(), text);
        return ExitStatus.BAD_INPUT;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof BadInputException || e instanceof RunException || e instanceof TrainingDivergedException) {
            print(command, message(e));
            return ExitStatus.BAD_INPUT;
        }
        if (e instanceof CommandFailedException) {
            print(command, message(e));
            return ExitStatus.FAILURE;
        }
        e.printStackTrace(command.getErr());
        print(command, "failed, and it should not have: " + e);
        return ExitStatus.FAILURE;
    }

    /** The names of the commands there are. */
    static String commands(CommandSpec root) {
        return root.subcommands().keySet().stream().collect(Collectors.joining(", "));
    }

    private static String unmatchedText(UnmatchedArgumentException e) {
        String first = e.getUnmatched().get(0);
        if (e.isUnknownOption()) {
            String similar = String.join(", ", e.getSuggestions());
            return "unknown option '" + first + "'"
                    + (similar.isEmpty() ? "; --help tells the options" : ", did you mean " + similar + "?");
        }
        CommandSpec command = e.getCommandLine().getCommandSpec();
        return command.subcommands().isEmpty()
                ? "unexpected argument '" + first + "'"
                : "unknown command '" + first + "', known are: " + commands(command);
    }

    private static String message(Exception e) {
        String message = e.getMessage();
        return message == null ? e.toString() : message;
    }

    private static void print(CommandLine command, String message) {
        String line = message.lines().map(String::strip).collect(Collectors.joining(" "));
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + line);
    }
}
