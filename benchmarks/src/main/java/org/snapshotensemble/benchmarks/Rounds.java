package org.snapshotensemble.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.snapshotensemble.benchmarks.result.Contender;
import org.snapshotensemble.benchmarks.result.Measurement;
import org.snapshotensemble.benchmarks.result.Quantity;

/**
 * Measures cases, the contenders of each taking turns: every round runs each program once, every other round in the
 * opposite order. A program that fails is out of its case, and the rest goes on.
 */
final class Rounds {

    /** What a process may tell so that it is seen that all have the same network. */
    private static final String PARAMETERS = "parameters";

    /** Runs a program. */
    @FunctionalInterface
    interface Runner {

        /** Returns the numbers by their keys. */
        Map<String, Double> run(Program program) throws IOException, InterruptedException, MeasuringFailedException;
    }

    private final Runner runner;
    private final int rounds;
    private final PrintStream progress;
    private final List<Measurement> measurements = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /**
     * Prepares the measuring.
     *
     * @param runner what runs a program
     * @param rounds how often each has its turn, at least once
     * @param progress is told what is measured
     */
    Rounds(Runner runner, int rounds, PrintStream progress) {
        if (rounds <= 0) {
            throw new IllegalArgumentException("rounds must be > 0, was " + rounds);
        }
        this.runner = runner;
        this.rounds = rounds;
        this.progress = progress;
    }

    /** Returns what was measured up to now, in the order of the cases and programs. */
    List<Measurement> measurements() {
        return List.copyOf(measurements);
    }

    /** Returns what could not be measured, a line each. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Measures a case. */
    void measure(BenchmarkCase benchmark) throws IOException, InterruptedException {
        List<Turns> turns = benchmark.programs().stream().map(Turns::new).toList();
        for (int round = 0; round < rounds; round++) {
            List<Turns> order = new ArrayList<>(turns);
            if (round % 2 == 1) {
                Collections.reverse(order);
            }
            for (Turns turn : order) {
                if (!turn.failed && round < turn.program.maxRounds()) {
                    run(benchmark, turn, round);
                }
            }
        }
        List<Turns> whole = turns.stream().filter(turn -> !turn.failed).toList();
        requireSameNetwork(benchmark, whole);
        whole.forEach(turn -> addMeasurements(benchmark, turn));
    }

    private void run(BenchmarkCase benchmark, Turns turns, int round) throws IOException, InterruptedException {
        Program program = turns.program;
        String who = benchmark.name() + ", " + program.contender().words();
        try {
            Map<String, Double> numbers = runner.run(program);
            for (Quantity quantity : program.quantities()) {
                if (!numbers.containsKey(quantity.key())) {
                    throw new MeasuringFailedException("must tell " + quantity.key() + ", told " + numbers.keySet());
                }
            }
            turns.numbers.add(numbers);
            progress.println("round " + (round + 1) + " of " + Math.min(rounds, program.maxRounds()) + ": " + who + ": "
                    + words(program, numbers));
        } catch (MeasuringFailedException e) {
            turns.failed = true;
            String failure = who + ": " + program.workload() + " " + program.arguments() + " " + e.getMessage();
            progress.println(failure);
            failures.add(failure);
        }
    }

    private static String words(Program program, Map<String, Double> numbers) {
        List<String> words = new ArrayList<>();
        for (Quantity quantity : program.quantities()) {
            words.add(String.format(
                    Locale.ROOT, "%s %,.3f %s", quantity.name(), number(numbers, quantity.key()), quantity.unit()));
        }
        return String.join("; ", words);
    }

    private void requireSameNetwork(BenchmarkCase benchmark, List<Turns> turns) {
        Map<Contender, Double> parameters = new LinkedHashMap<>();
        turns.forEach(turn -> turn.numbers.stream()
                .filter(numbers -> numbers.containsKey(PARAMETERS))
                .forEach(numbers -> parameters.put(turn.program.contender(), number(numbers, PARAMETERS))));
        if (parameters.values().stream().distinct().count() > 1) {
            failures.add(benchmark.name() + ": the contenders' networks must have as many parameters each, had "
                    + parameters);
        }
    }

    private void addMeasurements(BenchmarkCase benchmark, Turns turns) {
        for (Quantity quantity : turns.program.quantities()) {
            measurements.add(new Measurement(
                    benchmark.name(),
                    quantity,
                    turns.program.contender(),
                    turns.numbers.stream()
                            .map(numbers -> number(numbers, quantity.key()))
                            .toList()));
        }
    }

    private static double number(Map<String, Double> numbers, String key) {
        return Objects.requireNonNull(numbers.get(key), key);
    }

    /** What a program told in its turns. */
    private static final class Turns {

        private final Program program;
        private final List<Map<String, Double>> numbers = new ArrayList<>();
        private boolean failed;

        private Turns(Program program) {
            this.program = program;
        }
    }
}
