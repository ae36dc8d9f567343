package org.snapshotensemble.ensemble;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.network.OutputKind;

/** Adds the members in their order and divides once, so that anyone who does the same gets the same digits. */
record MeanCombiner() implements Combiner {

    @Override
    public String name() {
        return "mean";
    }

    @Override
    public INDArray combine(INDArray members, OutputKind kind) {
        if (FloatMembers.canRead(members)) {
            return FloatMembers.of(members).mean();
        }
        INDArray sum = MemberArrays.member(members, 0);
        for (int member = 1; member < members.size(0); member++) {
            sum.addi(MemberArrays.member(members, member));
        }
        return sum.divi(members.size(0));
    }
}
