package org.snapshotensemble.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;
import picocli.CommandLine;

/** The command's entry. */
public final class Main {

    /** Set by the script that starts the command where standard error is a terminal: how wide it is. */
    private static final String COLUMNS_PROPERTY = "snapshot.columns";

    private Main() {}

    /** Runs the command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        OutputStream err = new FileOutputStream(FileDescriptor.err);
        OptionalInt columns = drawnColumns(System.getProperty(COLUMNS_PROPERTY, ""), System.getenv());
        Streams streams = new Streams(System.in, out, err, columns);
        if (columns.isPresent()) {
            // Warnings of the log are to appear above what is drawn, too.
            System.setErr(new PrintStream(streams.err(), true, StandardCharsets.UTF_8));
        }
        System.exit(run(streams, arguments));
    }

    /**
     * How wide a terminal is that may be drawn on; none where the person wants it plain, by {@code NO_COLOR} (<a
     * href="https://no-color.org">no-color.org</a>), or it can do no more.
     *
     * @param columns the width that the script found; empty where there is no terminal
     * @param environment the variables of the process
     */
    static OptionalInt drawnColumns(String columns, Map<String, String> environment) {
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || "dumb".equals(environment.getOrDefault("TERM", ""));
        return plain || !columns.matches("[1-9]\\d{0,4}")
                ? OptionalInt.empty()
                : OptionalInt.of(Integer.parseInt(columns));
    }

    /** Runs the command within this process and returns its exit status. */
    static int run(Streams streams, String... arguments) {
        try {
            return commandLine(streams).execute(arguments);
        } catch (OutOfMemoryError e) {
            streams.errWriter()
                    .println("snapshot: out of memory (" + e.getMessage() + "); give the JVM more, such as"
                            + " SNAPSHOT_JAVA_OPTIONS=-Xmx8g");
            return ExitStatus.FAILURE;
        }
    }

    private static CommandLine commandLine(Streams streams) {
        CommandLine root = new CommandLine(new SnapshotCommand());
        root.addSubcommand(new TrainCommand(streams))
                .addSubcommand(new EvaluateCommand(streams))
                .addSubcommand(new CompareCommand(streams))
                .addSubcommand(new AverageCommand(streams))
                .addSubcommand(new PredictCommand(streams))
                .addSubcommand(new CrossValidateCommand(streams))
                .addSubcommand(new RangeTestCommand(streams))
                .addSubcommand(new ScheduleCommand(streams))
                .addSubcommand(new VerifyCommand(streams))
                .addSubcommand(new CompletionCommand(streams))
                .addSubcommand(new CommandLine.HelpCommand());
        FailureLine failures = new FailureLine();
        // An all-in-one setting reaches the subcommands only if they are there already.
        root.setOut(streams.outWriter())
                .setErr(streams.errWriter())
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setParameterExceptionHandler(failures)
                .setExecutionExceptionHandler(failures)
                .setExpandAtFiles(false);
        return root;
    }
}
