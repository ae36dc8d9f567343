package org.snapshotensemble.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;

/**
 * Trains runs side by side in the executors, one a task, and stores each in a folder of this machine as soon as it is done.
 *
 * <p>Each is a job of its own, so that the runs that are done are on this machine's disk, and safe, while others are still
 * under way: an executor that is lost takes along the runs that it was training, which Spark begins again elsewhere, and no
 * other.
 */
final class RemoteRuns {

    private final JavaSparkContext spark;

    RemoteRuns(JavaSparkContext spark) {
        this.spark = spark;
    }

    /**
     * One run to be trained.
     *
     * @param name what messages and Spark's own pages call it
     * @param target its folder on this machine
     */
    record Planned(String name, Path target, RemoteRun work) {}

    /**
     * Trains all. Those that fail leave the others alone; when all have ended, the first failure is thrown, with the others'
     * suppressed in it.
     *
     * @return what each task said besides, in the order of the runs
     * @throws RunException if a folder holds a run already; nothing has been trained then
     * @throws RemoteTrainingException if a training failed
     */
    List<String> train(List<Planned> runs) {
        for (Planned run : runs) {
            if (Run.isIn(run.target())) {
                throw new RunException(
                        run.target(), run.target() + ": holds a run already; choose another folder or delete this one");
            }
        }
        String group = "snapshot-ensemble-" + UUID.randomUUID();
        ExecutorService waiting = Executors.newFixedThreadPool(Math.max(1, runs.size()), RemoteRuns::daemon);
        try {
            List<Future<String>> notes = new ArrayList<>();
            for (Planned run : runs) {
                notes.add(waiting.submit(() -> train(run, group)));
            }
            return await(notes, group);
        } finally {
            waiting.shutdown();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "remote-run");
        thread.setDaemon(true);
        return thread;
    }

    private String train(Planned run, String group) {
        RemoteRun work = run.work();
        spark.setJobGroup(group, run.name(), true);
        RunOutcome outcome = spark.parallelize(List.of(0), 1)
                .map(only -> RunOutcome.of(work))
                .collect()
                .get(0);
        return outcome.store(run.name(), run.target());
    }

    /** Waits for all; an interrupt of the caller ends the jobs, and is kept. */
    private List<String> await(List<Future<String>> notes, String group) {
        List<String> said = new ArrayList<>();
        @Nullable Throwable first = null;
        boolean interrupted = false;
        for (Future<String> note : notes) {
            try {
                while (true) {
                    try {
                        said.add(note.get());
                        break;
                    } catch (InterruptedException e) {
                        interrupted = true;
                        // Also those that are not begun yet.
                        spark.sc().cancelJobGroupAndFutureJobs(group, "the caller was interrupted");
                    }
                }
            } catch (ExecutionException e) {
                first = joined(first, Objects.requireNonNullElse(e.getCause(), e));
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (first instanceof Error error) {
            throw error;
        }
        if (first instanceof RuntimeException failure) {
            throw failure;
        }
        if (first != null) {
            // Spark throws its own checked exception through interfaces that declare none.
            throw new IllegalStateException(first);
        }
        return said;
    }

    private static Throwable joined(@Nullable Throwable first, Throwable next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }
}
