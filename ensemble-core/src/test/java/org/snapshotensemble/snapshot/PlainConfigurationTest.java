package org.snapshotensemble.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.snapshotensemble.schedule.AmplitudeFunction;
import org.snapshotensemble.schedule.CyclicSchedule;
import org.snapshotensemble.schedule.Schedules;

class PlainConfigurationTest {

    private static final CyclicSchedule SCHEDULE = Schedules.oneCycle(0.1, 100);

    private static String updater(String quantity, String field, String schedule) {
        return "{\"iupdater\":{\"" + field
                + "\":{\"@class\":\"org.snapshotensemble.train.Dl4jSchedule\",\"quantity\":\"" + quantity
                + "\",\"schedule\":\"" + schedule + "\"}}}";
    }

    @Test
    void schedulesOfAnUpdater_becomePlainNumbers() {
        String text = "one_cycle(max=0.1,total=100)";
        assertThat(PlainConfiguration.at(updater("LEARNING_RATE", "learningRateSchedule", text), SCHEDULE, 30, 31, 2))
                .contains("\"learningRate\" : " + SCHEDULE.rateAt(30))
                .contains("\"iterationCount\" : 31")
                .contains("\"epochCount\" : 2")
                .doesNotContain("learningRateSchedule");
        assertThat(PlainConfiguration.at(updater("MOMENTUM", "momentumISchedule", text), SCHEDULE, 30, 31, 2))
                .contains("\"momentum\" : " + SCHEDULE.momentumAt(30).orElseThrow());
    }

    @Test
    void scheduleAnywhereElse_becomesAFixedOne() {
        assertThat(PlainConfiguration.at(updater("LEARNING_RATE", "pschedule", "constant(0.25)"), SCHEDULE, 30, 31, 2))
                .contains("\"@class\" : \"org.nd4j.linalg.schedule.FixedSchedule\"")
                .contains("\"value\" : 0.25");
    }

    @Test
    void ownAmplitude_ofTheRunsSchedule_isEvaluated_ofAnotherOne_isRefused() {
        CyclicSchedule own =
                Schedules.cyclic(0.1, 0.5, 2, AmplitudeFunction.ofCycle("mine", cycle -> 1.0 / (cycle + 1)));
        String json =
                updater("LEARNING_RATE", "learningRateSchedule", "cyclic(base=0.1,max=0.5,stepSize=2,amplitude=mine)");
        assertThat(PlainConfiguration.at(json, own, 2, 3, 0)).contains("\"learningRate\" : " + own.rateAt(2));
        assertThatThrownBy(() -> PlainConfiguration.at(json, SCHEDULE, 2, 3, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/iupdater/learningRateSchedule")
                .hasMessageContaining("amplitude=mine")
                .hasMessageContaining("give the run the same schedule object");
    }

    @Test
    void anotherClassOfOurs_isRefusedWithItsPlace() {
        assertThatThrownBy(() -> PlainConfiguration.at(
                        "{\"confs\":[{\"layer\":{\"@class\":\"org.snapshotensemble.Secret\"}}]}", SCHEDULE, 0, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("configuration /confs/0/layer must be a class of Deeplearning4j, was"
                        + " org.snapshotensemble.Secret");
    }
}
