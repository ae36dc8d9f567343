package org.snapshotensemble.benchmarks.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

/** What this process holds in memory, as Linux counts it; other systems are not asked. */
final class ResidentMemory {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double KILOBYTES_PER_MEGABYTE = 1024;

    private ResidentMemory() {}

    /** Returns the most that was resident at any time up to now, in megabytes (2^20 bytes). */
    static OptionalDouble peakMegabytes() {
        if (!Files.isReadable(STATUS)) {
            return OptionalDouble.empty();
        }
        try {
            return peakMegabytes(Files.readAllLines(STATUS));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + STATUS, e);
        }
    }

    static OptionalDouble peakMegabytes(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / KILOBYTES_PER_MEGABYTE)
                .findFirst();
    }
}
