package org.snapshotensemble.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells every observer, whatever the others do. */
final class Observers {

    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);

    private final List<RunObserver> observers = new ArrayList<>();

    /** Those that failed before: one that fails in every iteration must not fill the log. */
    private final Set<RunObserver> complainedOf = Collections.newSetFromMap(new IdentityHashMap<>());

    void add(RunObserver observer) {
        observers.add(observer);
    }

    void tell(RunEvent event) {
        for (RunObserver observer : observers) {
            try {
                deliver(observer, event);
            } catch (RuntimeException e) {
                if (complainedOf.add(observer)) {
                    LOG.warn(
                            "observer {} failed at {}; the run goes on, further failures are not logged",
                            observer,
                            event,
                            e);
                }
            }
        }
    }

    private static void deliver(RunObserver observer, RunEvent event) {
        if (event instanceof RunEvent.IterationDone done) {
            observer.iterationDone(done);
        } else if (event instanceof RunEvent.SnapshotSaved saved) {
            observer.snapshotSaved(saved);
        } else if (event instanceof RunEvent.EpochDone done) {
            observer.epochDone(done);
        } else if (event instanceof RunEvent.RunStarted started) {
            observer.runStarted(started);
        } else if (event instanceof RunEvent.RunFinished finished) {
            observer.runFinished(finished);
        } else if (event instanceof RunEvent.RunStopped stopped) {
            observer.runStopped(stopped);
        } else if (event instanceof RunEvent.RunFailed failed) {
            observer.runFailed(failed);
        }
    }
}
