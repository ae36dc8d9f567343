package org.snapshotensemble.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class CyclicTest {

    @Test
    void rateAt_amplitudeOfCycle_scalesTheWholeTriangle() {
        CyclicSchedule schedule =
                Schedules.cyclic(0.1, 0.5, 2, AmplitudeFunction.ofCycle("third", c -> 1.0 / (1 + 2 * c)));

        assertThat(schedule.rateAt(2)).isEqualTo(0.5);
        assertThat(schedule.rateAt(3)).isCloseTo(0.3, within(1e-15));
        assertThat(schedule.rateAt(4)).isEqualTo(0.1);
        assertThat(schedule.rateAt(6)).isCloseTo(0.1 + 0.4 / 3, within(1e-15));
        assertThat(schedule.rateAt(10)).isCloseTo(0.1 + 0.4 / 5, within(1e-15));
        assertThat(schedule.cycleAt(10)).isEqualTo(new Cycle(2, 8, 10, 11));
        assertThat(schedule.total()).isEmpty();
    }

    @Test
    void rateAt_amplitudeOfIteration_isAskedForTheIterationOfTheRun() {
        List<Integer> asked = new ArrayList<>();
        IntToDoubleFunction remember = iteration -> {
            asked.add(iteration);
            return 1;
        };

        CyclicSchedule schedule = Schedules.cyclic(0, 1, 2, AmplitudeFunction.ofIteration("mine", remember));
        assertThat(schedule.rateAt(0)).isZero();
        assertThat(schedule.rateAt(5)).isEqualTo(0.5);

        assertThat(asked).containsExactly(0, 5);
    }

    @Test
    void rateAt_amplitudeAboveOne_goesAboveTheMaximum() {
        CyclicSchedule schedule = Schedules.cyclic(0.1, 0.5, 2, AmplitudeFunction.ofCycle("growing", c -> 1.0 + c));

        assertThat(schedule.rateAt(6)).isCloseTo(0.9, within(1e-15));
    }

    @Test
    void rateAt_knownAmplitudes_areTheOtherPolicies() {
        AmplitudeFunction halving = AmplitudeFunction.ofCycle("halving", cycle -> Math.pow(2, -cycle));
        AmplitudeFunction decay = AmplitudeFunction.ofIteration("decay", iteration -> StrictMath.pow(0.99, iteration));

        for (int iteration = 0; iteration < 50; iteration++) {
            assertThat(Schedules.cyclic(0.1, 0.5, 5, halving).rateAt(iteration))
                    .isEqualTo(Schedules.triangular2(0.1, 0.5, 5).rateAt(iteration));
            assertThat(Schedules.cyclic(0.1, 0.5, 5, decay).rateAt(iteration))
                    .isEqualTo(Schedules.expRange(0.1, 0.5, 5, 0.99).rateAt(iteration));
        }
    }

    @Test
    void rateAt_amplitudeNotFinite_namesFunctionArgumentAndValue() {
        CyclicSchedule ofCycle =
                Schedules.cyclic(0, 1, 5, AmplitudeFunction.ofCycle("broken", cycle -> 1.0 / (cycle - 2)));
        CyclicSchedule ofIteration = Schedules.cyclic(0, 1, 5, AmplitudeFunction.ofIteration("odd", i -> Double.NaN));

        assertThat(ofCycle.rateAt(30)).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ofCycle.rateAt(20))
                .withMessage("amplitude broken must be finite, was Infinity at cycle 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ofIteration.rateAt(7))
                .withMessage("amplitude odd must be finite, was NaN at iteration 7");
    }

    @Test
    void rateAt_amplitudeThatMakesTheRateNegativeOrInfinite_isRefused() {
        CyclicSchedule negative = Schedules.cyclic(0.25, 1.25, 2, AmplitudeFunction.ofCycle("down", cycle -> -1));
        CyclicSchedule infinite = Schedules.cyclic(0, 4, 1, AmplitudeFunction.ofCycle("up", cycle -> Double.MAX_VALUE));

        assertThat(negative.rateAt(0)).isEqualTo(0.25);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> negative.rateAt(2))
                .withMessage("rate at iteration 2 must be finite and >= 0, was -0.75 under the amplitude down = -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> infinite.rateAt(1))
                .withMessage("rate at iteration 1 must be finite and >= 0, was Infinity under the amplitude up = "
                        + "1.7976931348623157E308");
    }

    @Test
    void equals_amplitudes_needNameArgumentAndFunction() {
        IntToDoubleFunction one = value -> 1;
        IntToDoubleFunction alsoOne = value -> 1;

        assertThat(AmplitudeFunction.ofCycle("a", one))
                .isEqualTo(AmplitudeFunction.ofCycle("a", one))
                .hasSameHashCodeAs(AmplitudeFunction.ofCycle("a", one))
                .isNotEqualTo(AmplitudeFunction.ofCycle("b", one))
                .isNotEqualTo(AmplitudeFunction.ofIteration("a", one))
                .isNotEqualTo(AmplitudeFunction.ofCycle("a", alsoOne));
        assertThat(AmplitudeFunction.ofCycle("a", one).name()).isEqualTo("a");
    }

    @Test
    void ofCycle_nameThatTheTextFormCannotHold_isRefused() {
        for (String name : List.of("", "a b", "a,b", "a=b", "1a", "ä", "a".repeat(65))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> AmplitudeFunction.ofCycle(name, cycle -> 1))
                    .withMessage("name must be a letter, then at most 63 letters, digits, '_', '.' or '-', was \""
                            + name + "\"");
        }
    }
}
