package org.snapshotensemble.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.files.IoFailure;
import org.snapshotensemble.snapshot.DataRecord.SourceRecord;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.RunFolder;

/** Where a command may write what a person asked for. */
final class OutputFile {

    /** What systems say of a disk when a file is opened or renamed there. */
    private static final List<String> DISK_FAILURES = List.of("no space", "not enough space", "quota", "input/output");

    /** Leads to what standard input was opened on, where the system has it. */
    private static final Path STANDARD_INPUT = Path.of("/dev/stdin");

    private OutputFile() {}

    /**
     * Refuses a file that could not be written in the end, before the work for it is done.
     *
     * @param option the option that names the file
     * @throws BadInputException if its folder is not there, or it is one, or another thing than a file
     */
    static void requirePlace(String option, Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new BadInputException(option + ": " + file + ": cannot be written: no such folder: " + parent);
        }
        if (Files.isDirectory(file)) {
            throw new BadInputException(option + " must be a file, was the folder " + file);
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new BadInputException(option + ": " + file + ": cannot be written: is no regular file");
        }
    }

    /**
     * Returns what to throw where a file could not be written after all: a place that takes no file is the person's to change,
     * a full or broken disk is not.
     *
     * @param where what the message begins with, such as the option and the file
     */
    static RuntimeException unwritable(String where, IOException e) {
        String message = where + ": cannot be written: " + IoFailure.describe(e);
        return isOfTheDisk(e) ? new CommandFailedException(message, e) : new BadInputException(message, e);
    }

    /**
     * Writes results.
     *
     * @throws CommandFailedException if the disk is full or broken
     * @throws RunException if the place takes no file
     */
    static void write(Runnable writing) {
        try {
            writing.run();
        } catch (RunException e) {
            throw unwritable(e);
        }
    }

    /** As {@link #unwritable(String, IOException)}, of a run: what is the person's to change is told as it is. */
    static RuntimeException unwritable(RunException e) {
        return isOfTheDisk(e) ? new CommandFailedException(e.getMessage(), e) : e;
    }

    /** Whether a run could not be written because the disk is full or broken. */
    static boolean isOfTheDisk(RunException e) {
        return e.getCause() instanceof IOException failure && isOfTheDisk(failure);
    }

    private static boolean isOfTheDisk(IOException e) {
        String reason = IoFailure.describe(e).toLowerCase(Locale.ROOT);
        return !(e instanceof FileSystemException) || DISK_FAILURES.stream().anyMatch(reason::contains);
    }

    /**
     * Refuses a file that is part of the run that is read, or of another one.
     *
     * @param option the option that names the file
     * @throws BadInputException if a run's own files include it
     */
    static void requireNotOfRun(String option, Path file, Path run) {
        if (new RunFolder(run).isOwn(file)) {
            throw new BadInputException(option + ": must not be a file of the run itself, was " + file);
        }
        for (Path folder = file.toAbsolutePath().getParent(); folder != null; folder = folder.getParent()) {
            if (Run.isIn(folder) && new RunFolder(folder).isOwn(file)) {
                throw new BadInputException(option + ": must not be a file of a run, was " + file);
            }
        }
    }

    /**
     * Refuses a file that the run was trained or tested on.
     *
     * @param option the option that names the file
     * @throws BadInputException if the run's record names it
     */
    static void requireNotTrainedOn(String option, Path file, Run run) {
        run.manifest()
                .data()
                .ifPresent(record -> Stream.concat(
                                Stream.of(record.source()), record.test().map(SourceRecord::source).stream())
                        .flatMap(OutputFile::files)
                        .filter(read -> isSame(option, read, file))
                        .findFirst()
                        .ifPresent(read -> {
                            throw new BadInputException(
                                    option + ": must not be a file that the run was trained or tested on, was " + file);
                        }));
    }

    /** The files of a source that a run recorded; none where it cannot be had any more. */
    private static Stream<Path> files(String source) {
        try {
            return DataSource.parse(source).files().stream();
        } catch (IllegalArgumentException | IOException e) {
            return Stream.empty();
        }
    }

    /**
     * Refuses a file that the command reads.
     *
     * @param option the option that names the file
     * @param data what {@code --data} names
     * @throws BadInputException if it is one of its files, or they cannot be listed
     */
    static void requireNotRead(String option, Path file, DataSource data) {
        requireNoneOf(option, file, BadInputException.read("--data", data::files));
    }

    /**
     * Refuses the file that standard input comes from, as far as the system tells.
     *
     * @param option the option that names the file
     * @throws BadInputException if it is that file
     */
    static void requireNotStandardInput(String option, Path file) {
        requireNoneOf(option, file, List.of(STANDARD_INPUT));
    }

    private static void requireNoneOf(String option, Path file, List<Path> readByData) {
        if (readByData.stream().anyMatch(read -> isSame(option, read, file))) {
            throw new BadInputException(option + ": must not be a file that --data names, was " + file);
        }
    }

    /**
     * Refuses a folder for a report that would stand among a run's own files; where the run has its report it may.
     *
     * @param option the option that names the folder
     * @throws BadInputException if the report must not go there, or it is a file
     */
    static void requireReportFolder(String option, Path folder, Path run) {
        RunFolder own = new RunFolder(run);
        if (isSame(option, folder, run) || (own.isOwn(folder) && !own.isReport(folder))) {
            throw new BadInputException(option + ": must not be a folder of the run's own files, other than "
                    + own.report() + ", was " + folder);
        }
        if (own.isReport(folder)) {
            own.requireOwnFiles();
        } else {
            requireNoOthersReport(option, folder);
        }
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new BadInputException(option + ": " + folder + ": must be a folder, is a file");
        }
    }

    /**
     * Refuses files that are there, which are not the command's own.
     *
     * @param option the option that names their folder
     * @throws BadInputException if one is
     */
    static void requireNone(String option, List<Path> files) {
        files.stream().filter(Files::exists).findFirst().ifPresent(there -> {
            throw new BadInputException(
                    option + ": " + there + " is there already and would be replaced; choose another folder");
        });
    }

    /** Another run, or what holds the runs of several seeds or folds, has a report there of its own. */
    private static void requireNoOthersReport(String option, Path folder) {
        for (Path above = folder.toAbsolutePath(); above != null; above = above.getParent()) {
            if (Run.isIn(above) && new RunFolder(above).isOwn(folder)) {
                throw new BadInputException(
                        option + ": must not be a folder of another run's own files, was " + folder);
            }
        }
        if (holdsRuns(folder)) {
            throw new BadInputException(
                    option + ": must not be a folder of several runs, which has a report over them, was " + folder);
        }
    }

    private static boolean holdsRuns(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> content = Files.list(folder)) {
            return content.anyMatch(
                    entry -> entry.getFileName().toString().matches("(seed|fold)--?\\d+") && Run.isIn(entry));
        } catch (IOException e) {
            return false; // what then writes there says why
        }
    }

    /**
     * Refuses a folder that could not be written into in the end, before the work for it is done; nothing stays there.
     *
     * @param option the option that names the folder, which need not be there
     * @throws BadInputException if it is a file, or it or the folder that it would be made in takes no file
     */
    static void requireFolderPlace(String option, Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            throw new BadInputException(option + ": " + folder + ": must be a folder, " + there + " is a file");
        }
        try {
            Files.delete(Files.createTempFile(there, ".", ""));
        } catch (IOException e) {
            throw new BadInputException(option + ": " + folder + ": cannot be written: " + IoFailure.describe(e), e);
        }
    }

    /** Whether two paths lead to one file. */
    private static boolean isSame(String option, Path one, Path other) {
        try {
            return Files.exists(one) && Files.exists(other) && Files.isSameFile(one, other);
        } catch (IOException e) {
            throw new BadInputException(option + ": " + other + ": cannot be read: " + IoFailure.describe(e), e);
        }
    }

    /**
     * Refuses a folder that holds something, so that nothing is replaced or mixed.
     *
     * @param option the option that names the folder
     * @throws BadInputException if it holds something, is a file, or cannot be read
     */
    static void requireEmptyFolder(String option, Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw new BadInputException(option + ": " + folder + ": must be a folder, is a file");
        }
        try (Stream<Path> content = Files.list(folder)) {
            if (content.findAny().isPresent()) {
                throw new BadInputException(
                        option + ": " + folder + ": holds something already; choose another folder or empty this one");
            }
        } catch (IOException e) {
            throw new BadInputException(option + ": " + folder + ": cannot be read: " + IoFailure.describe(e), e);
        }
    }
}
