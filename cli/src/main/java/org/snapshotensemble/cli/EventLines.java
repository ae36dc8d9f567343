package org.snapshotensemble.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/**
 * Events on standard output, a line of JSON each, which begins with the event's name and the time in UTC; from any number of
 * trainings at once.
 */
final class EventLines {

    private final Streams streams;
    private final Clock clock;

    EventLines(Streams streams, Clock clock) {
        this.streams = streams;
        this.clock = clock;
    }

    /**
     * Prints one.
     *
     * @throws CommandFailedException if it could not be written, as on a full disk
     */
    void print(String event, ObjectNode fields) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("event", event);
        line.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        line.setAll(fields);
        try {
            // Trainings that go on side by side have events of their own, and standard output in common.
            synchronized (streams.out()) {
                streams.results(out -> out.println(line));
            }
        } catch (IOException e) {
            throw new CommandFailedException(e.getMessage(), e);
        }
    }
}
