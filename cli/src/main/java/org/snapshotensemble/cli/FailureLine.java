package org.snapshotensemble.cli;

import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snapshotensemble.archive.Shown;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.TrainingDivergedException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line on standard error what went wrong; a stack trace is for failures of ours alone. */
final class FailureLine implements IParameterExceptionHandler, IExecutionExceptionHandler {

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        print(e.getCommandLine(), parseText(e));
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

    private static String parseText(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatchedText(unmatched);
        }
        if (e instanceof MissingParameterException missing) {
            return missingText(missing);
        }
        if (e instanceof OverwrittenOptionException repeated) {
            return asTyped(repeated.getOverwritten()) + " must be given only once";
        }
        if (message(e).startsWith("Unknown subcommand '")) {
            return unknownCommand(e.getValue(), e.getCommandLine().getCommandSpec());
        }
        return e.getCause() instanceof TypeConversionException refusal ? valueText(e, refusal) : message(e);
    }

    /** The option and what its value must be, as one sentence where the refusal is the rest of one. */
    private static String valueText(ParameterException e, TypeConversionException refusal) {
        String name = e.getArgSpec() instanceof OptionSpec option
                ? option.longestName()
                : e.getArgSpec().paramLabel();
        String text = message(refusal);
        return name + (text.startsWith("must ") ? " " : ": ") + text;
    }

    /** Options that are not there, or one that is there without its value. */
    private static String missingText(MissingParameterException e) {
        String wanted = e.getMissing().stream().map(FailureLine::asTyped).collect(Collectors.joining(", "));
        boolean value = message(e).startsWith("Missing required parameter for option");
        return wanted + (value ? ": the value is missing" : " must be given");
    }

    private static String asTyped(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? option.longestName() + " " + option.paramLabel()
                : argument.paramLabel();
    }

    private static String unmatchedText(UnmatchedArgumentException e) {
        String first = e.getUnmatched().get(0);
        CommandSpec command = e.getCommandLine().getCommandSpec();
        if (e.isUnknownOption()) {
            String name = first.replaceFirst("=.*", "");
            return "unknown option '" + name + "'"
                    + didYouMean(name, command.optionsMap().keySet()).orElse("; --help tells the options");
        }
        return command.subcommands().isEmpty() ? "unexpected argument '" + first + "'" : unknownCommand(first, command);
    }

    private static String unknownCommand(String typed, CommandSpec root) {
        return "unknown command '" + typed + "'"
                + didYouMean(typed, root.subcommands().keySet()).orElse(", known are: " + commands(root));
    }

    private static Optional<String> didYouMean(String typed, Collection<String> known) {
        return Spelling.meant(typed, known).map(word -> ", did you mean " + word + "?");
    }

    private static String message(Exception e) {
        String message = e.getMessage();
        return message == null ? e.toString() : message;
    }

    private static void print(CommandLine command, String message) {
        String line = message.lines().map(String::strip).collect(Collectors.joining(" "));
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + Shown.line(line));
    }
}
