package org.snapshotensemble.ensemble;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.snapshotensemble.network.OutputKind;
import org.snapshotensemble.network.Probability;

/** The mean of log probabilities, as a distribution. */
record GeometricCombiner() implements Combiner {

    @Override
    public String name() {
        return "geometric";
    }

    @Override
    public INDArray combine(INDArray members, OutputKind kind) {
        if (!kind.isProbability()) {
            throw new IllegalArgumentException("combiner geometric needs probabilities, the output is a regression");
        }
        INDArray mean = geometricMean(members, false);
        INDArray total = kind == OutputKind.MULTICLASS
                ? mean.sum(true, MemberArrays.CLASSES)
                : mean.add(geometricMean(members, true));
        return mean.div(total.broadcast(mean.shape()));
    }

    private static INDArray geometricMean(INDArray members, boolean ofComplement) {
        INDArray sum = logarithm(members, 0, ofComplement);
        for (int member = 1; member < members.size(0); member++) {
            sum.addi(logarithm(members, member, ofComplement));
        }
        return Transforms.exp(sum.divi(members.size(0)), false);
    }

    private static INDArray logarithm(INDArray members, int member, boolean ofComplement) {
        INDArray probabilities = MemberArrays.member(members, member);
        // One member's zero must not silence the others.
        INDArray chosen = ofComplement ? probabilities.rsubi(1) : probabilities;
        return Transforms.log(Transforms.max(chosen, Probability.SMALLEST, false), false);
    }
}
