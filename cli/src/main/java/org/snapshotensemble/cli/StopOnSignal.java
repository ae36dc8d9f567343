package org.snapshotensemble.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.snapshotensemble.train.RunEvent.RunStarted;
import org.snapshotensemble.train.RunEvent.RunStopped;
import org.snapshotensemble.train.RunObserver;

/**
 * Has a training stop with a checkpoint when the process is told to end, as by Ctrl-C or {@code kill}, and says how to go
 * on. The Java runtime then ends with the status that belongs to the signal, 130 or 143.
 */
final class StopOnSignal implements RunObserver, AutoCloseable {

    /** For the iteration that is under way and the files; systems that shut down wait hardly longer. */
    private static final long PATIENCE_SECONDS = 60;

    private final PrintWriter err;
    private final Path folder;
    private final Thread hook = new Thread(this::stop, "stop-on-signal");
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean asked;
    private volatile boolean started;
    private volatile boolean stopped;

    private StopOnSignal(PrintWriter err, Path folder) {
        this.err = err;
        this.folder = folder;
    }

    /**
     * Watches from now on until it is closed.
     *
     * @param folder what {@code --run} has to name to go on
     */
    static StopOnSignal watch(PrintWriter err, Path folder) {
        StopOnSignal signal = new StopOnSignal(err, folder);
        try {
            Runtime.getRuntime().addShutdownHook(signal.hook);
        } catch (IllegalStateException e) {
            // The process was told to end between two trainings.
            signal.asked = true;
        }
        return signal;
    }

    /** Whether the training shall stop. */
    boolean asked() {
        return asked;
    }

    /** Whether there was anything to train. */
    boolean started() {
        return started;
    }

    @Override
    public void runStarted(RunStarted event) {
        started = true;
    }

    @Override
    public void runStopped(RunStopped event) {
        stopped = true;
    }

    private void stop() {
        asked = true;
        try {
            if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                err.println("the iteration takes too long to wait for: " + advice());
            } else if (stopped) {
                err.println(advice());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        err.flush();
    }

    private String advice() {
        return "to go on, give the same options and --resume --run " + ShellWord.of(folder.toString());
    }

    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and what there is to say is being said.
        }
    }
}
