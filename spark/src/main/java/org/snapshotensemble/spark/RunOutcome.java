package org.snapshotensemble.spark;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.snapshotensemble.spark.RemoteRun.Trained;

/**
 * What a task that trains brings to the driver: the files of its run, or why there are none.
 *
 * <p>No record, for Kryo cannot read records back.
 */
final class RunOutcome implements Serializable {

    private static final long serialVersionUID = 1L;

    private final @Nullable RunFiles files;
    private final String note;
    private final String stackTrace;

    private RunOutcome(@Nullable RunFiles files, String note, String stackTrace) {
        this.files = files;
        this.note = note;
        this.stackTrace = stackTrace;
    }

    /**
     * Trains, in an executor. A failure that would be the same on any machine is an outcome, so that Spark does not try it
     * again; what the machine is to blame for, such as a full disk, is thrown, so that it does.
     */
    static RunOutcome of(RemoteRun work) {
        try (ScratchFolder scratch = new ScratchFolder()) {
            Trained trained = work.train(scratch.path());
            return new RunOutcome(RunFiles.all(trained.run()), trained.note(), "");
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted() || isTheMachines(e)) {
                throw e;
            }
            String message = e.getMessage();
            return new RunOutcome(null, message == null ? e.toString() : message, Throwables.getStackTraceAsString(e));
        }
    }

    private static boolean isTheMachines(Throwable failure) {
        return Throwables.getCausalChain(failure).stream()
                .anyMatch(cause -> cause instanceof IOException
                        || cause instanceof UncheckedIOException
                        || cause instanceof Error
                        || cause instanceof InterruptedException);
    }

    /**
     * Writes the run's files into a folder, which must not be there, whole or not at all.
     *
     * @param name what the run is called
     * @return what else the task said
     * @throws RemoteTrainingException if there is no run
     */
    String store(String name, Path target) {
        if (files == null) {
            throw new RemoteTrainingException(name, note, stackTrace);
        }
        files.storeAs(target);
        return note;
    }
}
