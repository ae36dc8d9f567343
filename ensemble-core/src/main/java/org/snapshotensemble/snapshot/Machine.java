package org.snapshotensemble.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The machine that a run trained on.
 *
 * @param operatingSystem the system's name
 * @param architecture the processor's architecture
 * @param processors the processors that the Java runtime sees
 * @param processor what the system calls the processor, where it tells; processors of other kinds may round otherwise
 */
public record Machine(String operatingSystem, String architecture, int processors, Optional<String> processor) {

    private static final Path LINUX_PROCESSORS = Path.of("/proc/cpuinfo");
    private static final String LINUX_FIELD = "model name";
    private static final String WINDOWS_VARIABLE = "PROCESSOR_IDENTIFIER";

    public Machine {
        if (processors <= 0) {
            throw new IllegalArgumentException("processors must be > 0, was " + processors);
        }
    }

    /** Reads this machine. */
    public static Machine current() {
        return new Machine(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                linuxProcessor().or(() -> Optional.ofNullable(System.getenv(WINDOWS_VARIABLE))));
    }

    private static Optional<String> linuxProcessor() {
        if (!Files.isReadable(LINUX_PROCESSORS)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(LINUX_PROCESSORS)) {
            return lines.filter(line -> line.startsWith(LINUX_FIELD))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
