package org.snapshotensemble.snapshot;

/**
 * The machine that a run trained on.
 *
 * @param operatingSystem the system's name
 * @param architecture the processor's architecture
 * @param processors the processors that the Java runtime sees
 */
public record Machine(String operatingSystem, String architecture, int processors) {

    /** Reads this machine. */
    public static Machine current() {
        return new Machine(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors());
    }
}
