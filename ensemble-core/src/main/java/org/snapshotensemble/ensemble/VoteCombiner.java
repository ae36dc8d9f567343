package org.snapshotensemble.ensemble;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.network.OutputKind;

/** Counts the members' votes. */
record VoteCombiner() implements Combiner {

    @Override
    public String name() {
        return "vote";
    }

    @Override
    public INDArray combine(INDArray members, OutputKind kind) {
        if (!kind.isProbability()) {
            throw new IllegalArgumentException("combiner vote needs classes, the output is a regression");
        }
        INDArray votes = votes(members, 0, kind);
        for (int member = 1; member < members.size(0); member++) {
            votes.addi(votes(members, member, kind));
        }
        return votes.divi(members.size(0));
    }

    private static INDArray votes(INDArray members, int member, OutputKind kind) {
        INDArray probabilities = MemberArrays.member(members, member);
        if (kind != OutputKind.MULTICLASS) {
            return probabilities.gt(0.5).castTo(DataType.DOUBLE);
        }
        INDArray chosen = Nd4j.argMax(probabilities, MemberArrays.CLASSES);
        INDArray votes = Nd4j.create(DataType.DOUBLE, probabilities.shape());
        long classes = probabilities.size(MemberArrays.CLASSES);
        for (int label = 0; label < classes; label++) {
            votes.slice(label, MemberArrays.CLASSES).assign(chosen.eq(label).castTo(DataType.DOUBLE));
        }
        return votes;
    }
}
