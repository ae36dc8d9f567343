package org.snapshotensemble.benchmarks.micro;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.Schedules;

/** One rate of a schedule, iteration after iteration of a run of 100,000. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class ScheduleBenchmark {

    private static final int TOTAL = 100_000;

    /** The policy. */
    @Param({"snapshot_cosine", "cosine_restarts", "triangular", "exp_range", "one_cycle"})
    @SuppressWarnings("NullAway.Init")
    private String policy;

    @SuppressWarnings("NullAway.Init")
    private Schedule schedule;

    private int iteration;

    /** Makes the schedule. */
    @Setup
    public void makeSchedule() {
        schedule = switch (policy) {
            case "snapshot_cosine" -> Schedules.snapshotCosine(0.1, TOTAL, 5);
            case "cosine_restarts" -> Schedules.cosineRestarts(0.1, 0.001, 1000, 2);
            case "triangular" -> Schedules.triangular(0.001, 0.006, 2000);
            case "exp_range" -> Schedules.expRange(0.001, 0.006, 2000, 0.99994);
            case "one_cycle" -> Schedules.oneCycle(0.5, TOTAL);
            default -> throw new IllegalArgumentException("unknown policy " + policy);
        };
    }

    /** Asks for the next iteration's rate. */
    @Benchmark
    public double rateAt() {
        iteration = iteration == TOTAL - 1 ? 0 : iteration + 1;
        return schedule.rateAt(iteration);
    }
}
