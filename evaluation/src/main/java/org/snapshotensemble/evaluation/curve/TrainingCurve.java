package org.snapshotensemble.evaluation.curve;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Learning rate and loss over a training, and what its snapshots reached on validation data.
 *
 * @param stretches the iterations, at least one stretch, the first iterations first; each of the same length but for the
 *     last
 * @param brokenLosses how many iterations had a loss that is no finite number
 * @param troughs where snapshots were kept, the oldest first
 */
public record TrainingCurve(List<Stretch> stretches, int brokenLosses, List<Trough> troughs) {

    public TrainingCurve {
        stretches = ImmutableList.copyOf(stretches);
        troughs = ImmutableList.copyOf(troughs);
        checkArgument(!stretches.isEmpty(), "stretches must be >= 1, were 0");
    }

    /** The first iteration. */
    public int from() {
        return stretches.get(0).from();
    }

    /** The last iteration. */
    public int to() {
        return stretches.get(stretches.size() - 1).to();
    }

    /**
     * A trough whose weights were kept.
     *
     * @param snapshot the snapshot's id
     * @param iteration the iteration, from 0
     * @param learningRate the rate at it
     * @param validation the validation accuracy of a classification, the root of the mean squared validation error of a
     *     regression; absent where there was none
     */
    public record Trough(String snapshot, int iteration, double learningRate, OptionalDouble validation) {}
}
