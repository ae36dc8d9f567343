package org.snapshotensemble.cli;

import java.io.PrintWriter;
import java.util.OptionalDouble;
import org.snapshotensemble.schedule.Cycle;
import org.snapshotensemble.schedule.CyclicSchedule;

/**
 * Writes a schedule as CSV, a row an iteration, at a few million rows a second and in constant memory.
 *
 * <p>Numbers have the digits that read back as the same double. Past the schedule's total the cycle is empty.
 */
final class ScheduleCsv {

    private static final int CHUNK = 1 << 16;

    private final CyclicSchedule schedule;
    private final StringBuilder chunk = new StringBuilder(CHUNK + 256);

    ScheduleCsv(CyclicSchedule schedule) {
        this.schedule = schedule;
    }

    /** Writes the header and the rows of the first iterations, as long as they are taken. */
    void write(int iterations, PrintWriter out) {
        chunk.append("iteration,learning_rate,momentum,cycle,trough\n");
        Cycle cycle = schedule.cycleAt(0);
        for (int iteration = 0; iteration < iterations; iteration++) {
            if (!cycle.contains(iteration)) {
                cycle = schedule.cycleAt(iteration);
            }
            appendRow(iteration, cycle);
            if (chunk.length() >= CHUNK) {
                flush(out);
                if (out.checkError()) {
                    return;
                }
            }
        }
        flush(out);
    }

    private void appendRow(int iteration, Cycle cycle) {
        chunk.append(iteration).append(',').append(schedule.rateAt(iteration)).append(',');
        OptionalDouble momentum = schedule.momentumAt(iteration);
        if (momentum.isPresent()) {
            chunk.append(momentum.getAsDouble());
        }
        chunk.append(',');
        if (cycle.contains(iteration)) {
            chunk.append(cycle.index());
        }
        chunk.append(',').append(cycle.isTrough(iteration)).append('\n');
    }

    private void flush(PrintWriter out) {
        out.append(chunk);
        chunk.setLength(0);
    }
}
