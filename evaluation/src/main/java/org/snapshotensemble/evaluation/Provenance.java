package org.snapshotensemble.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where the figures of a report come from. What the run's manifest does not know is an empty text.
 *
 * @param run the run's folder
 * @param unfinished why the run is not finished, where it is not
 * @param trainingData the data that the run was trained on
 * @param measuredData the data that the report measures, as the one who asked for it described them
 * @param schedule the schedule's text form
 * @param seed the seed of the training, where it is known
 * @param combiner the rule that combines the members' predictions
 * @param versions versions by the name of the software, sorted by name
 * @param machine the machine that trained
 * @param time when the training began, UTC, and how long it took
 * @param output which of the network's outputs is measured, from 0
 * @param outputs how many outputs the network has
 * @param examples how many examples were measured, at least 1
 * @param resamples how many resamples the drawn bootstrap intervals use, at least 1
 * @param bootstrapSeed the seed of those draws
 */
public record Provenance(
        String run,
        Optional<String> unfinished,
        String trainingData,
        String measuredData,
        String schedule,
        OptionalLong seed,
        String combiner,
        Map<String, String> versions,
        String machine,
        String time,
        int output,
        int outputs,
        int examples,
        int resamples,
        long bootstrapSeed) {

    /** A provenance that does not know the time. */
    public Provenance(
            String run,
            Optional<String> unfinished,
            String trainingData,
            String measuredData,
            String schedule,
            OptionalLong seed,
            String combiner,
            Map<String, String> versions,
            String machine,
            int output,
            int outputs,
            int examples,
            int resamples,
            long bootstrapSeed) {
        this(
                run,
                unfinished,
                trainingData,
                measuredData,
                schedule,
                seed,
                combiner,
                versions,
                machine,
                "",
                output,
                outputs,
                examples,
                resamples,
                bootstrapSeed);
    }

    /** Sorts the versions and checks the numbers. */
    public Provenance {
        versions = ImmutableSortedMap.copyOf(versions);
        checkArgument(output >= 0 && output < outputs, "output must be >= 0 and < %s, was %s", outputs, output);
        checkArgument(examples > 0, "examples must be > 0, was %s", examples);
        checkArgument(resamples > 0, "resamples must be > 0, was %s", resamples);
    }
}
