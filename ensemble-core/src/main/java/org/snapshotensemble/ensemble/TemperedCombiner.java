package org.snapshotensemble.ensemble;

import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.snapshotensemble.network.OutputKind;
import org.snapshotensemble.network.Probability;

/** Another rule's class probabilities, raised to the power of 1/temperature and divided by their sum. */
record TemperedCombiner(Combiner combiner, double temperature) implements Combiner {

    TemperedCombiner {
        if (!(temperature > 0 && Double.isFinite(temperature))) {
            throw new IllegalArgumentException("temperature must be finite and > 0, was " + temperature);
        }
    }

    @Override
    public String name() {
        return combiner.name() + ", temperature " + temperature;
    }

    @Override
    public List<Double> weights() {
        return combiner.weights();
    }

    @Override
    public Optional<CascadeRule> cascadeRule() {
        return combiner.cascadeRule();
    }

    @Override
    public INDArray combine(INDArray members, OutputKind kind) {
        if (!kind.isClassification()) {
            throw new IllegalArgumentException("a temperature is for class probabilities, was " + kind);
        }
        INDArray combined = combiner.combine(members, kind);
        if (kind == OutputKind.BINARY) {
            INDArray other = combined.rsub(1);
            INDArray larger = Transforms.max(combined, other, true);
            INDArray power = power(combined, larger);
            return power.div(power.add(power(other, larger)));
        }
        INDArray powers = power(combined, combined.max(true, MemberArrays.CLASSES));
        return powers.div(powers.sum(true, MemberArrays.CLASSES));
    }

    /**
     * Divided by the largest first: the power of a small number may be 0. No probability is taken for 0, as where a
     * temperature is fitted.
     */
    private INDArray power(INDArray probabilities, INDArray largest) {
        INDArray floored = Transforms.max(probabilities, Probability.SMALLEST, true);
        return Transforms.pow(floored.div(largest), 1 / temperature, false);
    }

    @Override
    public Combiner forMembers(int first, int count) {
        return new TemperedCombiner(combiner.forMembers(first, count), temperature);
    }
}
