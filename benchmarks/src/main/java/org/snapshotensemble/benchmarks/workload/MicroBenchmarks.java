package org.snapshotensemble.benchmarks.workload;

import java.util.HashMap;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs JMH, which starts processes of its own, on the benchmarks that {@code include} names. Of a benchmark with
 * parameters each gets its own keys, such as {@code bytesPerCall.PARAMETER}.
 */
final class MicroBenchmarks implements Workload {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    @Override
    public Map<String, Double> measure(Arguments arguments) throws RunnerException {
        Runner runner = new Runner(new OptionsBuilder()
                .include("\\." + arguments.text("include") + "\\.")
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build());
        Map<String, Double> measured = new HashMap<>();
        for (RunResult result : runner.run()) {
            String suffix = suffix(result);
            double nanos = result.getPrimaryResult().getScore();
            measured.put("nanosPerCall" + suffix, nanos);
            measured.put("microsPerCall" + suffix, nanos / 1000);
            measured.put("bytesPerCall" + suffix, allocated(result));
        }
        return measured;
    }

    private static String suffix(RunResult result) {
        return result.getParams().getParamsKeys().stream()
                .map(key -> "." + result.getParams().getParam(key))
                .findFirst()
                .orElse("");
    }

    private static double allocated(RunResult result) {
        if (!result.getSecondaryResults().containsKey(ALLOCATED)) {
            throw new IllegalStateException("JMH's profiler must tell " + ALLOCATED + ", told "
                    + result.getSecondaryResults().keySet());
        }
        return result.getSecondaryResults().get(ALLOCATED).getScore();
    }
}
