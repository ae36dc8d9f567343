package org.snapshotensemble.evaluation.compare;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.snapshotensemble.evaluation.Comparison;
import org.snapshotensemble.evaluation.RegressionMetrics;

/**
 * Several runs, measured on the same examples. Measured, not drawn.
 *
 * @param runs the runs, at least two; the first one is what the others are compared with
 * @param settings of all runs, in the order in which a person asks for them
 * @param differences one for each run but the first: its ensemble's figures minus those of the first run's
 */
public record RunComparison(List<ComparedRun> runs, List<RunSetting> settings, List<Comparison> differences) {

    public RunComparison {
        runs = ImmutableList.copyOf(runs);
        settings = ImmutableList.copyOf(settings);
        differences = ImmutableList.copyOf(differences);
        checkArgument(runs.size() >= 2, "runs must be at least 2, were %s", runs.size());
        checkArgument(
                differences.size() == runs.size() - 1,
                "differences must be one for each run but the first, %s, were %s",
                runs.size() - 1,
                differences.size());
    }

    /**
     * Compares.
     *
     * @throws IllegalArgumentException if there are fewer than two runs, or they were not measured on the same number of
     *     examples of one task
     */
    public static RunComparison of(List<ComparedRun> runs) {
        checkArgument(runs.size() >= 2, "runs must be at least 2, were %s", runs.size());
        ComparedRun first = runs.get(0);
        List<Comparison> differences = runs.stream()
                .skip(1)
                .map(run -> run.measured()
                        .scores()
                        .against(first.name(), first.measured().scores()))
                .toList();
        return new RunComparison(
                runs, RunSetting.of(runs.stream().map(ComparedRun::manifest).toList()), differences);
    }

    /** Whether the runs predict values and not classes. */
    public boolean isRegression() {
        return runs.get(0).measured().report().ensemble().metrics() instanceof RegressionMetrics;
    }
}
