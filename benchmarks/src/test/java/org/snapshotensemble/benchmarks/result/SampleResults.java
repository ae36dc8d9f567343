package org.snapshotensemble.benchmarks.result;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Two contenders of two cases: one in which the project is ahead, one in which it is not. */
final class SampleResults {

    private static final Quantity TRAINING = new Quantity("training", "speed", "examples/s", Better.HIGHER);
    private static final Quantity START = new Quantity("start", "seconds", "s", Better.LOWER);

    private SampleResults() {}

    static Results make() {
        Map<String, String> titles = new LinkedHashMap<>();
        titles.put("cnn", "Training the CNN.");
        titles.put("start", "Starting.");
        titles.put("left-out", "Not chosen.");
        Goal.Figure ours = new Goal.Figure("cnn", "training", Contender.PROJECT);
        return new Results(
                new Provenance(
                        Instant.parse("2026-11-25T03:00:00Z"),
                        "abc1234",
                        new MachineDescription("A Processor", 2, 24105, "Linux amd64"),
                        OptionalDouble.of(0.26),
                        Map.of("Java", "17", "Deeplearning4j", "M2.1"),
                        3,
                        61),
                titles,
                List.of(
                        new Measurement("cnn", TRAINING, Contender.PROJECT, List.of(7000.0, 6000.0, 8000.0)),
                        new Measurement("cnn", TRAINING, Contender.PYTORCH, List.of(5000.0, 5000.0, 5000.0)),
                        new Measurement("cnn", TRAINING, Contender.SHIPPED, List.of(700.0)),
                        new Measurement("start", START, Contender.PROJECT, List.of(3.0)),
                        new Measurement("start", START, Contender.PYTORCH, List.of(1.5))),
                List.of("memory, PyTorch: ended with status 1"),
                List.of(
                        Goal.ratio(
                                "training against PyTorch",
                                ours,
                                new Goal.Figure("cnn", "training", Contender.PYTORCH),
                                Better.HIGHER,
                                1.4),
                        Goal.ratio(
                                "training against Deeplearning4j",
                                ours,
                                new Goal.Figure("cnn", "training", Contender.SHIPPED),
                                Better.HIGHER,
                                15),
                        Goal.number(
                                "not measured", new Goal.Figure("left-out", "x", Contender.PROJECT), Better.LOWER, 1)));
    }
}
