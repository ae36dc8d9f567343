package org.snapshotensemble.cli;

import java.util.ArrayList;
import java.util.List;
import org.snapshotensemble.archive.Shown;
import org.snapshotensemble.train.RunEvent.RunStarted;
import org.snapshotensemble.train.RunObserver;

/**
 * Lines that the user should see and that stop nothing, such as which columns are ignored. They are kept back until the
 * command is sure to go on: one that is refused prints its one line only.
 */
final class Notes implements RunObserver {

    private final Streams streams;
    private final List<String> lines = new ArrayList<>();
    private boolean silent;

    Notes(Streams streams) {
        this.streams = streams;
    }

    /** Keeps all notes back, also those to come. */
    void silence() {
        silent = true;
    }

    /** Takes a note. */
    void add(String line) {
        lines.add(line);
    }

    /** Prints on standard error what was not yet printed. */
    void print() {
        if (silent) {
            return;
        }
        lines.forEach(line -> streams.errWriter().println("note: " + Shown.line(line)));
        lines.clear();
    }

    @Override
    public void runStarted(RunStarted event) {
        print();
    }
}
