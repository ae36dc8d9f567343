package org.snapshotensemble.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A training in a process of its own, and what it says. */
final class TrainingProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader said;

    private TrainingProcess(Process process) {
        this.process = process;
        this.said = process.inputReader();
    }

    /**
     * Starts it.
     *
     * @param before words to stand before the command, such as those of another program that runs it
     * @param arguments those of {@link TrainingProgram}
     */
    static TrainingProcess start(List<String> before, Path errors, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                TrainingProgram.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("OMP_NUM_THREADS", "1");
        return new TrainingProcess(builder.start());
    }

    /** Its next line, as words; none when it has ended. */
    List<String> nextLine() throws IOException {
        String line = said.readLine();
        return line == null ? List.of() : List.of(line.split(" "));
    }

    /** Ends it as {@code kill -9} does. */
    void kill() throws IOException {
        // Not Process.destroyForcibly, which would close the pipe with what has been said before.
        process.toHandle().destroyForcibly();
    }

    int exitStatus() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
