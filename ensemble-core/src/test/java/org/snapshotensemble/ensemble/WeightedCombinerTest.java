package org.snapshotensemble.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.network.OutputKind;

class WeightedCombinerTest {

    @Test
    void forMembers_someOfThem_keepTheirOwnWeights() {
        INDArray members = Nd4j.create(new double[] {4, 8}).reshape(2, 1, 1);

        assertThat(Combiner.weighted(5, 1, 3)
                        .forMembers(1, 2)
                        .combine(members, OutputKind.REGRESSION)
                        .getDouble(0))
                .isEqualTo(7);
    }

    @Test
    void forMembers_allOfWeightZero_countAlike() {
        INDArray members = Nd4j.create(new double[] {4, 8}).reshape(2, 1, 1);

        assertThat(Combiner.weighted(5, 0, 0)
                        .forMembers(1, 2)
                        .combine(members, OutputKind.REGRESSION)
                        .getDouble(0))
                .isEqualTo(6);
    }
}
