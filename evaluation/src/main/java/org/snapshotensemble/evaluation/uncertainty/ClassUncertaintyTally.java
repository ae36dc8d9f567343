package org.snapshotensemble.evaluation.uncertainty;

import java.util.List;
import org.apache.commons.numbers.core.Sum;

/** Gathers how unsure an ensemble is where it is right and where it is wrong. */
public final class ClassUncertaintyTally {

    private final Means right = new Means();
    private final Means wrong = new Means();

    /**
     * Takes in an example.
     *
     * @param members what each member says, {@code [members][classes]}
     * @param isRight whether the ensemble has it right
     */
    public void add(List<double[]> members, boolean isRight) {
        (isRight ? right : wrong).add(ClassUncertainty.of(members));
    }

    /** Returns the means so far. */
    public MeanUncertainty means() {
        return new MeanUncertainty(right.of(), wrong.of());
    }

    private static final class Means {

        private final Sum entropy = Sum.create();
        private final Sum mutualInformation = Sum.create();
        private int examples;

        void add(ClassUncertainty example) {
            entropy.add(example.entropy());
            mutualInformation.add(example.mutualInformation());
            examples++;
        }

        ClassUncertainty of() {
            return new ClassUncertainty(entropy.getAsDouble() / examples, mutualInformation.getAsDouble() / examples);
        }
    }
}
