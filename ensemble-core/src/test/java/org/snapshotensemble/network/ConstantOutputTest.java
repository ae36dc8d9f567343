package org.snapshotensemble.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConstantOutputTest {

    private static final double[] CAT = {1, 0};
    private static final double[] DOG = {0, 1};

    private static boolean found(List<double[]> outputs, List<double[]> labels) {
        ConstantOutput constant = new ConstantOutput();
        for (int example = 0; example < outputs.size(); example++) {
            constant.add(outputs.get(example), labels.get(example));
        }
        return constant.found();
    }

    @Test
    void oneOutputForExamplesOfSeveralLabels_isFound() {
        double[] always = {0.6, 0.4};
        assertThat(found(List.of(always, always, always), List.of(CAT, CAT, DOG)))
                .isTrue();
    }

    @Test
    void oneOutputToRounding_isFound() {
        assertThat(found(List.of(new double[] {0.6, 0.4}, new double[] {0.6 + 1e-7, 0.4 - 1e-7}), List.of(CAT, DOG)))
                .isTrue();
        assertThat(found(List.of(new double[] {5e6}, new double[] {5e6 + 1}), List.of(CAT, DOG)))
                .isTrue();
    }

    @Test
    void outputsThatDiffer_areNot() {
        assertThat(found(List.of(new double[] {0.6, 0.4}, new double[] {0.6001, 0.3999}), List.of(CAT, DOG)))
                .isFalse();
    }

    @Test
    void sameLabels_deserveTheSameOutput() {
        double[] always = {0.6, 0.4};
        assertThat(found(List.of(always, always), List.of(CAT, CAT))).isFalse();
        assertThat(found(List.of(always), List.of(CAT))).isFalse();
        assertThat(found(List.of(), List.of())).isFalse();
    }
}
