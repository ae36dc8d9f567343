package org.snapshotensemble.cli;

import java.time.Clock;
import java.time.ZoneId;
import org.snapshotensemble.train.RunObserver;

/** How a training is told of. */
enum ProgressKind {
    /** In a block on a terminal, else in lines, on standard error. */
    SHOWN,
    /** Not at all. */
    NONE,
    /** As events on standard output. */
    EVENTS;

    /**
     * What tells of a training.
     *
     * @param name what it is called
     * @param seed of the training
     */
    RunObserver observer(Streams streams, String name, long seed) {
        return switch (this) {
            case SHOWN ->
                streams.block()
                        .<RunObserver>map(block -> new ProgressBlock(block, name, System::nanoTime))
                        .orElseGet(() -> lines(streams, name));
            case NONE -> new RunObserver() {};
            case EVENTS -> new ProgressEvents(events(streams), name, seed, System::nanoTime);
        };
    }

    /** Lines of a training's own, for those that go on side by side. */
    static RunObserver lines(Streams streams, String name) {
        return new ProgressLines(streams.errWriter(), name, System::nanoTime, Clock.system(ZoneId.systemDefault()));
    }

    /** Where events go. */
    static EventLines events(Streams streams) {
        return new EventLines(streams, Clock.systemUTC());
    }
}
