package org.snapshotensemble.ensemble;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.backend.MatrixRows;
import org.snapshotensemble.network.OutputKind;

/** What a cascade answers, from the answers of all members: to measure it, not to save their cost. */
record CascadeCombiner(CascadeRule rule) implements Combiner {

    @Override
    public String name() {
        return "cascade";
    }

    @Override
    public Optional<CascadeRule> cascadeRule() {
        return Optional.of(rule);
    }

    @Override
    public INDArray combine(INDArray members, OutputKind kind) {
        if (!kind.isClassification()) {
            throw new IllegalArgumentException("a cascade is for class probabilities, was " + kind);
        }
        int count = rule.order().size();
        if (members.size(0) != count) {
            throw new IllegalArgumentException(
                    "the cascade's order must name each member, named " + count + " of " + members.size(0));
        }
        if (members.rank() != 3) {
            throw new IllegalArgumentException("a cascade is for whole examples, not for series or images");
        }
        List<double[][]> answers = new ArrayList<>();
        for (int member : rule.order()) {
            answers.add(MatrixRows.of(members.slice(member, 0)));
        }
        double[][] combined = new double[answers.get(0).length][];
        for (int row = 0; row < combined.length; row++) {
            combined[row] = mean(answers, row);
        }
        return Nd4j.create(combined);
    }

    private double[] mean(List<double[][]> answers, int row) {
        RunningMean mean = new RunningMean(answers.get(0)[row].length);
        for (double[][] member : answers) {
            if (rule.isSure(mean.with(member[row]))) {
                break;
            }
        }
        return mean.values();
    }

    /** The whole ensemble's rule; some of the members make no cascade but a mean. */
    @Override
    public Combiner forMembers(int first, int count) {
        return Combiner.mean();
    }
}
