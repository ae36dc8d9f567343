package org.snapshotensemble.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.train.RunEvent;
import org.snapshotensemble.train.RunObserver;

/**
 * Trains, or goes on with it, in a process of its own, which says what it does in lines: {@code started}; {@code saved},
 * a snapshot's id and SHA-256; {@code stands}, an operation on a file, when it stands still in the middle of that, to be
 * killed; {@code finished}; {@code refused} and why.
 */
public final class TrainingProgram {

    /** Where not to stand still. */
    static final String NEVER = "never";

    private TrainingProgram() {}

    /**
     * Trains.
     *
     * @param arguments the folder; epochs, cycles, iterations from one checkpoint to the next; how careful files are
     *     written; the operation in the middle of which to stand still: {@code 7} for the seventh, {@code run.json:3} for
     *     the third time that something is written to a file with that in its name, {@code never}
     */
    public static void main(String[] arguments) {
        SmallTraining training = new SmallTraining(
                Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
        Path run = Path.of(arguments[0]);
        // Watched, nothing is forced in fact.
        Path watched = arguments[5].equals(NEVER)
                ? run
                : WatchedFileSystem.watched(run, new StandsStill(arguments[5]), Care.valueOf(arguments[4]));
        try {
            training.in(watched).observe(new Teller()).train(training.batches());
            say("finished");
        } catch (RunException e) {
            say("refused " + e.getMessage());
            System.exit(2);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static final class Teller implements RunObserver {

        @Override
        public void runStarted(RunEvent.RunStarted event) {
            say("started " + event.done());
        }

        @Override
        public void snapshotSaved(RunEvent.SnapshotSaved event) {
            Snapshot snapshot = event.snapshot();
            say("saved " + snapshot.id() + " " + snapshot.sha256());
        }
    }

    private static final class StandsStill implements OperationWatcher {

        private final Optional<String> writtenTo;
        private final int standing;
        private int done;

        StandsStill(String where) {
            int colon = where.indexOf(':');
            writtenTo = colon < 0 ? Optional.empty() : Optional.of(where.substring(0, colon));
            standing = Integer.parseInt(where.substring(colon + 1));
        }

        private boolean counts(FileOperation operation) {
            if (writtenTo.isEmpty()) {
                return true;
            }
            return operation instanceof FileOperation.Write write
                    && write.path().getFileName().toString().contains(writtenTo.get());
        }

        @Override
        public void before(FileOperation operation) throws IOException {
            if (counts(operation) && ++done == standing) {
                if (operation instanceof FileOperation.Write write) {
                    writeHalf(write);
                }
                say("stands " + operation.getClass().getSimpleName());
                while (true) {
                    LockSupport.park();
                }
            }
        }

        private static void writeHalf(FileOperation.Write write) throws IOException {
            try (FileChannel channel = FileChannel.open(write.path(), StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(write.bytes(), 0, write.bytes().length / 2), write.position());
            }
        }
    }
}
