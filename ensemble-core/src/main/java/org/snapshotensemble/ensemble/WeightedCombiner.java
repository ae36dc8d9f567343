package org.snapshotensemble.ensemble;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.network.OutputKind;

/** The arithmetic mean under weights that sum to one. */
record WeightedCombiner(String name, List<Double> weights) implements Combiner {

    WeightedCombiner(String name, double... weights) {
        this(name, Arrays.stream(weights).boxed().toList());
    }

    WeightedCombiner {
        double sum = 0;
        for (double weight : weights) {
            if (!(weight >= 0 && Double.isFinite(weight))) {
                throw new IllegalArgumentException("weights must be finite and >= 0, were " + weights);
            }
            sum += weight;
        }
        if (!(sum > 0 && Double.isFinite(sum))) {
            throw new IllegalArgumentException("weights must have a finite sum > 0, were " + weights);
        }
        weights = List.copyOf(weights);
    }

    @Override
    public INDArray combine(INDArray members, OutputKind kind) {
        if (members.size(0) != weights.size()) {
            throw new IllegalArgumentException(
                    "weights must be one a member, were " + weights.size() + " for " + members.size(0) + " members");
        }
        double total = weights.stream().mapToDouble(Double::doubleValue).sum();
        INDArray sum = MemberArrays.member(members, 0).muli(weights.get(0));
        for (int member = 1; member < weights.size(); member++) {
            sum.addi(MemberArrays.member(members, member).muli(weights.get(member)));
        }
        return sum.divi(total);
    }

    @Override
    public Combiner forMembers(int first, int count) {
        List<Double> kept = weights.subList(first, first + count);
        return kept.stream().allMatch(weight -> weight == 0) ? new MeanCombiner() : new WeightedCombiner(name, kept);
    }
}
