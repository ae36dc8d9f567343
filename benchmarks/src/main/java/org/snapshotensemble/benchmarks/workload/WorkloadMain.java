package org.snapshotensemble.benchmarks.workload;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The entry of a measuring process: does one workload and prints its numbers as one line of JSON. */
public final class WorkloadMain {

    private WorkloadMain() {}

    /**
     * Runs a workload.
     *
     * @param arguments the workload's name, then its arguments as {@code key=value}
     */
    public static void main(String[] arguments) throws Exception {
        List<String> texts = Arrays.asList(arguments);
        Map<String, Double> measured = workload(texts.get(0)).measure(Arguments.parse(texts.subList(1, texts.size())));
        System.out.println(json(measured));
        // Threads of a library must not keep the process, whose numbers are out.
        System.exit(0);
    }

    private static Workload workload(String name) {
        return switch (name) {
            case "prepare" -> new Preparation();
            case "training" -> new SnapshotTraining();
            case "shipped-training" -> new ShippedTraining();
            case "prediction" -> new EnsemblePrediction();
            case "first-prediction" -> new FirstPrediction();
            case "prediction-memory" -> new PredictionMemory();
            case "overhead" -> new TrainingOverhead();
            case "micro" -> new MicroBenchmarks();
            default -> throw new IllegalArgumentException("unknown workload " + name);
        };
    }

    /** The names are our own and need no escapes; {@code Double.toString} writes finite numbers as JSON does. */
    static String json(Map<String, Double> numbers) {
        return new TreeMap<>(numbers)
                .entrySet().stream()
                        .map(number -> "\"" + number.getKey() + "\":" + finite(number.getKey(), number.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static double finite(String key, double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalStateException(key + " must be finite, was " + number);
        }
        return number;
    }
}
