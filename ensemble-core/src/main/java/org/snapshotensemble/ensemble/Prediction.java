package org.snapshotensemble.ensemble;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.snapshotensemble.network.LikeliestClass;
import org.snapshotensemble.network.OutputKind;

/**
 * What an ensemble says of some examples: its own answer and each member's. Where a method takes no index it speaks of
 * the first output, which for most networks is the only one. The arrays of the members and of {@link #exactOutput} are this
 * object's own, and not to be changed.
 */
public final class Prediction {

    /**
     * One output's values.
     *
     * @param combined the ensemble's; absent where the rule cannot be used for this output
     * @param failure why it cannot
     */
    record Output(
            OutputKind kind,
            INDArray members,
            Optional<INDArray> combined,
            Optional<IllegalArgumentException> failure) {

        static Output of(OutputKind kind, INDArray members, INDArray combined) {
            return new Output(kind, members, Optional.of(combined), Optional.empty());
        }

        static Output unfit(OutputKind kind, INDArray members, IllegalArgumentException failure) {
            return new Output(kind, members, Optional.empty(), Optional.of(failure));
        }

        private INDArray requireCombined() {
            return combined.orElseThrow(() -> {
                IllegalArgumentException why = failure.orElseThrow();
                return new IllegalArgumentException(why.getMessage(), why);
            });
        }
    }

    private final List<Output> outputs;

    Prediction(List<Output> outputs) {
        this.outputs = List.copyOf(outputs);
    }

    /** Returns the number of outputs. */
    public int outputs() {
        return outputs.size();
    }

    /** Returns the ensemble's answer, in the shape and type of the network's own output: {@code [examples, classes]}. */
    public INDArray output() {
        return output(0);
    }

    /**
     * Returns the ensemble's answer for one output, in the shape and type of the network's own.
     *
     * @throws IllegalArgumentException if the network has several outputs, and the ensemble's rule cannot be used for this one
     */
    public INDArray output(int output) {
        INDArray combined = exactOutput(output);
        DataType type = members(output).dataType();
        return combined.dataType() == type ? combined.dup() : combined.castTo(type);
    }

    /**
     * Returns the ensemble's answer for one output as it was computed: as {@link #output(int)}, of type DOUBLE.
     *
     * @throws IllegalArgumentException as {@link #output(int)}
     */
    public INDArray exactOutput(int output) {
        return outputs.get(output).requireCombined();
    }

    /** Returns each member's answer, oldest member first: {@code [members, examples, classes]}. */
    public INDArray members() {
        return members(0);
    }

    /** Returns each member's answer for one output: {@code [members, …]}, then the shape of the network's own. */
    public INDArray members(int output) {
        return outputs.get(output).members;
    }

    /**
     * Returns each example's class: the first of the highest values of {@link #exactOutput}, or whether a single
     * probability is above one half.
     *
     * @return {@code [examples]}, classes from 0
     * @throws IllegalStateException if the first output is no classification of whole examples
     */
    public int[] classes() {
        return classes(0);
    }

    /** Returns each example's class by one output, as {@link #classes()}. */
    public int[] classes(int output) {
        Output answer = outputs.get(output);
        int dimensions = answer.members.rank() - 1;
        if (!answer.kind.isClassification() || dimensions != 2) {
            throw new IllegalStateException("output " + output + " has no classes: it is " + answer.kind + " with "
                    + dimensions + " dimensions");
        }
        return LikeliestClass.ofEach(answer.requireCombined(), answer.kind);
    }

    /**
     * Returns how far the members are apart: the standard deviation over members (the population's, divisor
     * {@code members}) of every value, in the shape of {@link #exactOutput} and of type DOUBLE; zero for one member.
     */
    public INDArray spread() {
        return spread(0);
    }

    /** Returns how far the members are apart in one output, as {@link #spread()}. */
    public INDArray spread(int output) {
        INDArray members = outputs.get(output).members;
        if (FloatMembers.canRead(members)) {
            return FloatMembers.of(members).spread();
        }
        INDArray mean = Combiner.mean().combine(members, outputs.get(output).kind);
        INDArray squares = Nd4j.zeros(DataType.DOUBLE, mean.shape());
        for (int member = 0; member < members.size(0); member++) {
            INDArray difference = MemberArrays.member(members, member).subi(mean);
            squares.addi(difference.muli(difference));
        }
        return Transforms.sqrt(squares.divi(members.size(0)), false);
    }
}
