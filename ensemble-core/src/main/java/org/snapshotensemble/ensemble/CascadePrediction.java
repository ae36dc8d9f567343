package org.snapshotensemble.ensemble;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a cascade says of some examples.
 *
 * @param output the mean of the members that were asked of each example, {@code [examples, classes]}, of type DOUBLE
 * @param spread how far the members that were asked are apart, {@code [examples, classes]}, as {@link Prediction#spread()};
 *     zero where one was asked
 * @param membersAsked how many members were asked of each example, at least 1
 */
public record CascadePrediction(INDArray output, INDArray spread, List<Integer> membersAsked) {

    public CascadePrediction {
        membersAsked = ImmutableList.copyOf(membersAsked);
    }

    /** Returns how many members were asked of an example, on average. */
    public double meanMembersAsked() {
        return membersAsked.stream().mapToInt(Integer::intValue).average().orElseThrow();
    }
}
