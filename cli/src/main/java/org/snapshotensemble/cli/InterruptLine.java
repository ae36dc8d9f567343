package org.snapshotensemble.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.snapshotensemble.train.RunEvent.SnapshotSaved;
import org.snapshotensemble.train.RunObserver;

/** Says what is kept of a run when the process is told to end, as by Ctrl-C, while it trains. */
final class InterruptLine implements RunObserver, AutoCloseable {

    private final PrintWriter err;
    private final Path folder;
    private final Thread hook = new Thread(this::print, "interrupt-line");
    private final AtomicInteger snapshots = new AtomicInteger();

    private InterruptLine(PrintWriter err, Path folder) {
        this.err = err;
        this.folder = folder;
    }

    /** Watches from now on until it is closed. */
    static InterruptLine watch(PrintWriter err, Path folder) {
        InterruptLine line = new InterruptLine(err, folder);
        Runtime.getRuntime().addShutdownHook(line.hook);
        return line;
    }

    @Override
    public void snapshotSaved(SnapshotSaved event) {
        snapshots.incrementAndGet();
    }

    private void print() {
        err.println();
        err.println(text());
    }

    /** The line. */
    String text() {
        int saved = snapshots.get();
        return switch (saved) {
            case 0 -> "interrupted before the first snapshot: " + folder + " keeps the history, but no weights";
            case 1 -> "interrupted: " + folder + " keeps 1 snapshot, which evaluate and predict can use";
            default -> "interrupted: " + folder + " keeps " + saved + " snapshots, which evaluate and predict can use";
        };
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the line is being printed.
        }
    }
}
