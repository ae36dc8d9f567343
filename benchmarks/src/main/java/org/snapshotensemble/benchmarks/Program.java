package org.snapshotensemble.benchmarks;

import java.util.List;
import java.util.Map;
import org.snapshotensemble.benchmarks.result.Contender;
import org.snapshotensemble.benchmarks.result.Quantity;

/**
 * A process that measures one contender once.
 *
 * @param contender whom it measures
 * @param surroundings in what it runs
 * @param workload the name of what it does
 * @param arguments what it is told
 * @param quantities what it measures
 * @param maxRounds how often it runs at most, however many rounds there are
 */
record Program(
        Contender contender,
        Surroundings surroundings,
        String workload,
        Map<String, String> arguments,
        List<Quantity> quantities,
        int maxRounds) {

    Program {
        arguments = Map.copyOf(arguments);
        quantities = List.copyOf(quantities);
        if (maxRounds <= 0) {
            throw new IllegalArgumentException("maxRounds must be > 0, was " + maxRounds);
        }
    }

    Program(
            Contender contender,
            Surroundings surroundings,
            String workload,
            Map<String, String> arguments,
            List<Quantity> quantities) {
        this(contender, surroundings, workload, arguments, quantities, Integer.MAX_VALUE);
    }

    /** The same, which runs so often at most. */
    Program atMost(int rounds) {
        return new Program(contender, surroundings, workload, arguments, quantities, rounds);
    }
}
