package org.snapshotensemble.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.snapshotensemble.snapshot.CheckedFile;
import org.snapshotensemble.snapshot.RunCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Finds out whether the files of a run are whole. */
@Command(
        name = "verify",
        description = "Checks every file of a run and of its baselines against its checksum, and the history, which has"
                + " none, against its form. Prints a line for each file that is good; status 2 where one is damaged or"
                + " missing.",
        footer = {"", "Example:", "  snapshot verify --run runs/mine"},
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class VerifyCommand implements Callable<Integer> {

    private final Streams streams;

    @Option(
            names = "--run",
            required = true,
            paramLabel = "DIR",
            converter = OptionTypes.File.class,
            description = "The run's folder.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    VerifyCommand(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Integer call() throws IOException {
        List<CheckedFile> files = RunCheck.of(folder);
        streams.results(out -> files.stream()
                .filter(checked -> checked.damage().isEmpty())
                .forEach(checked -> out.println("good: " + checked.file())));
        String damage = files.stream()
                .map(CheckedFile::damage)
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        if (!damage.isEmpty()) {
            throw new BadInputException(damage);
        }
        return ExitStatus.DONE;
    }
}
