package org.snapshotensemble.benchmarks.micro;

import java.util.concurrent.TimeUnit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.snapshotensemble.ensemble.Combiner;
import org.snapshotensemble.network.OutputKind;

/** The mean of five members' probabilities of 1,000 examples and ten classes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class CombinerBenchmark {

    private final Combiner mean = Combiner.mean();

    @SuppressWarnings("NullAway.Init")
    private INDArray members;

    /** Makes the members' probabilities. */
    @Setup
    public void makeMembers() {
        members = Nd4j.rand(DataType.FLOAT, 5, 1000, 10);
    }

    /** Combines them. */
    @Benchmark
    public INDArray mean() {
        return mean.combine(members, OutputKind.MULTICLASS);
    }
}
