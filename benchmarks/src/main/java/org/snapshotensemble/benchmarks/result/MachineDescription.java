package org.snapshotensemble.benchmarks.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The machine that was measured on, as far as its system tells.
 *
 * @param processor the processor's name
 * @param cores the processors that the Java runtime sees
 * @param memoryMegabytes the memory, in megabytes (2^20 bytes); 0 where it is unknown
 * @param operatingSystem the system's name and architecture
 */
public record MachineDescription(String processor, int cores, long memoryMegabytes, String operatingSystem) {

    private static final Pattern MODEL = Pattern.compile("model name\\s*:\\s*(.+)");
    private static final Pattern FAMILY = Pattern.compile("(cpu family|model|stepping)\\s*:\\s*(\\d+)");
    private static final Pattern TOTAL = Pattern.compile("MemTotal:\\s*(\\d+) kB");
    private static final int KILOBYTES_PER_MEGABYTE = 1024;

    /** Reads this machine. */
    public static MachineDescription current() {
        return new MachineDescription(
                processor(lines(Path.of("/proc/cpuinfo"))),
                Runtime.getRuntime().availableProcessors(),
                memoryMegabytes(lines(Path.of("/proc/meminfo"))),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    private static List<String> lines(Path file) {
        if (!Files.isReadable(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** A virtual machine's processor often hides its name, so its numbers are told as well. */
    static String processor(List<String> cpuInfo) {
        String name = "unknown";
        StringBuilder numbers = new StringBuilder();
        for (String line : cpuInfo) {
            if (line.isBlank()) {
                // Further processors are the same.
                break;
            }
            Matcher model = MODEL.matcher(line);
            if (model.matches()) {
                name = model.group(1);
            }
            Matcher family = FAMILY.matcher(line);
            if (family.matches()) {
                numbers.append(numbers.isEmpty() ? "" : ", ")
                        .append(family.group(1))
                        .append(' ')
                        .append(family.group(2));
            }
        }
        return numbers.isEmpty() ? name : name + " (" + numbers + ")";
    }

    static long memoryMegabytes(List<String> memInfo) {
        return memInfo.stream()
                .map(TOTAL::matcher)
                .filter(Matcher::matches)
                .mapToLong(total -> Long.parseLong(total.group(1)) / KILOBYTES_PER_MEGABYTE)
                .findFirst()
                .orElse(0);
    }
}
