package org.snapshotensemble.evaluation;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.snapshotensemble.network.ConstantOutput;

/** Finds the members that give every example the same output although the labels differ. */
final class ConstantMembers {

    private final List<String> names;
    private final List<ConstantOutput> outputs;

    /** Looks for them among the first models, which have these names. */
    ConstantMembers(List<String> names) {
        this.names = ImmutableList.copyOf(names);
        outputs = Stream.generate(ConstantOutput::new).limit(names.size()).toList();
    }

    /**
     * Takes in one example.
     *
     * @param label the row of the labels
     * @param predictions {@code [model][column]}
     */
    void add(double[] label, double[][] predictions) {
        for (int member = 0; member < outputs.size(); member++) {
            outputs.get(member).add(predictions[member], label);
        }
    }

    /** What is to be said of them, where there are any. */
    Optional<String> note() {
        List<String> found = IntStream.range(0, names.size())
                .filter(member -> outputs.get(member).found())
                .mapToObj(names::get)
                .toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of("The same output for every example: " + String.join(", ", found)
                        + ". Rectifiers that died at too high a rate do that; a lower maximum rate keeps them alive.");
    }
}
