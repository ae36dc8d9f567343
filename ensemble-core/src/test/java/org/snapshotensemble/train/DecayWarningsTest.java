package org.snapshotensemble.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;

class DecayWarningsTest {

    /** At iteration 19, the trough, it is 0.05 * (1 + cos(19 pi / 20)) = 0.0006156. */
    private static final CyclicSchedule COSINE = Schedules.snapshotCosine(0.1, 40, 2);

    private static List<String> warnings(CyclicSchedule schedule, UnaryOperator<NeuralNetConfiguration.Builder> decay) {
        String json = decay.apply(new NeuralNetConfiguration.Builder().updater(new Sgd(0.1)))
                .list()
                .layer(new DenseLayer.Builder().nIn(2).nOut(3).build())
                .layer(new OutputLayer.Builder().nIn(3).nOut(2).build())
                .build()
                .toJson();
        return DecayWarnings.of(json, RunPlan.of(schedule, 4, 10));
    }

    @Test
    void weightDecay_isSaidWithWhatItLosesAndWhatWouldStay() {
        assertThat(warnings(COSINE, builder -> builder.weightDecay(0.002)))
                .containsExactly("the weight decay of 0.002 is multiplied by the rate, so it swings between 0.0002 an"
                        + " iteration at the peak and 0.00000123 at the trough; new WeightDecay(0.000101, false) would"
                        + " stay midway");
    }

    @Test
    void l2_isSaid() {
        assertThat(warnings(COSINE, builder -> builder.l2(0.001).l2Bias(0.003)))
                .containsExactly("the l2 of 0.003 goes through the updater, so it swings with the rate, which is 0.1 at"
                        + " the peak and 0.0006156 at the trough; a WeightDecay whose applyLR is false would not");
    }

    @Test
    void decayThatDoesNotFollow_orNone_isSilent() {
        assertThat(warnings(COSINE, builder -> builder)).isEmpty();
        assertThat(warnings(COSINE, builder -> builder.l2(0))).isEmpty();
        assertThat(warnings(COSINE, builder -> builder.regularization(List.of(new WeightDecay(0.001, false)))))
                .isEmpty();
    }

    @Test
    void rateThatDoesNotCycle_isSilent() {
        assertThat(warnings(Schedules.snapshotCosine(0.1, 40, 1), builder -> builder.weightDecay(0.002)))
                .isEmpty();
        assertThat(warnings(Schedules.triangular(0.06, 0.1, 10), builder -> builder.weightDecay(0.002)))
                .isEmpty();
    }
}
