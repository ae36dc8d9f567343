package org.snapshotensemble.testing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the system has given this process, as far as it tells. */
public final class ProcessState {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path FILES = Path.of("/proc/self/fd");
    private static final String RESIDENT = "VmRSS:";
    private static final int COLLECTIONS = 20;

    private ProcessState() {}

    /** The threads that live, as id and name. */
    public static Set<String> threads() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .map(ProcessState::name)
                .collect(Collectors.toSet());
    }

    private static String name(ThreadInfo thread) {
        return thread.getThreadId() + " " + thread.getThreadName();
    }

    /**
     * Resident memory without Java's heap, after collections; 0 where the system does not tell. The least of several
     * measurements: a collector gives memory back some time after it has counted it as given back.
     */
    public static long nativeBytes() throws IOException {
        long least = Long.MAX_VALUE;
        for (int collection = 0; collection < COLLECTIONS; collection++) {
            System.gc();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
            least = Math.min(least, residentBytes() - heap);
        }
        return Math.max(0, least);
    }

    private static long residentBytes() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        return 1024
                * Files.readAllLines(STATUS).stream()
                        .filter(line -> line.startsWith(RESIDENT))
                        .map(line -> line.substring(RESIDENT.length())
                                .replace("kB", "")
                                .strip())
                        .mapToLong(Long::parseLong)
                        .sum();
    }

    /** The open files below a folder; none where the system does not tell. */
    public static List<Path> openFilesIn(Path folder) throws IOException {
        List<Path> open = new ArrayList<>();
        if (!Files.isDirectory(FILES)) {
            return open;
        }
        Path real = folder.toRealPath();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(FILES)) {
            for (Path file : files) {
                try {
                    Path target = Files.readSymbolicLink(file);
                    if (target.startsWith(real)) {
                        open.add(target);
                    }
                } catch (NoSuchFileException e) {
                    // closed meanwhile, as the one that lists them is
                }
            }
        }
        return open;
    }
}
