package org.snapshotensemble.benchmarks;

import java.util.List;
import java.util.Set;
import org.snapshotensemble.benchmarks.result.Contender;

/**
 * One question, and the programs that answer it in turns.
 *
 * @param name what the option {@code --case} calls it
 * @param title what it is about, for a reader
 * @param programs the processes of one round, in the order of the first round
 */
record BenchmarkCase(String name, String title, List<Program> programs) {

    BenchmarkCase {
        programs = List.copyOf(programs);
    }

    /** The same without the programs of other contenders. */
    BenchmarkCase of(Set<Contender> contenders) {
        return new BenchmarkCase(
                name,
                title,
                programs.stream()
                        .filter(program -> contenders.contains(program.contender()))
                        .toList());
    }
}
