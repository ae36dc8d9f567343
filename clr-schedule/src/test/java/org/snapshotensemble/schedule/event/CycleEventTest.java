package org.snapshotensemble.schedule.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.snapshotensemble.schedule.Cycle;

class CycleEventTest {

    private final Cycle cycle = new Cycle(1, 6, 9, 11);
    private final List<CycleEvent> events =
            List.of(new CycleStarted(cycle, 6, 0.1), new CyclePeak(cycle, 9, 0.5), new CycleTrough(cycle, 11, 0.2));

    @Test
    void deliverTo_eachKind_callsItsOwnMethod() {
        List<String> calls = new ArrayList<>();
        CycleListener listener = new CycleListener() {
            @Override
            public void cycleStarted(CycleStarted event) {
                calls.add("started " + event.iteration());
            }

            @Override
            public void cyclePeak(CyclePeak event) {
                calls.add("peak " + event.iteration());
            }

            @Override
            public void cycleTrough(CycleTrough event) {
                calls.add("trough " + event.iteration());
            }
        };

        events.forEach(event -> event.deliverTo(listener));

        assertThat(calls).containsExactly("started 6", "peak 9", "trough 11");
    }

    @Test
    void deliverTo_listenerThatOverridesNothing_doesNothing() {
        CycleListener deaf = new CycleListener() {};

        assertThatCode(() -> events.forEach(event -> event.deliverTo(deaf))).doesNotThrowAnyException();
    }

    @Test
    void new_iterationThatIsNotTheCyclesOwn_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CycleStarted(cycle, 7, 0.1))
                .withMessage("iteration must be the first of the cycle, 6, was 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CyclePeak(cycle, 6, 0.1))
                .withMessage("iteration must be the peak of the cycle, 9, was 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CycleTrough(cycle, 12, 0.1))
                .withMessage("iteration must be the last of the cycle, 11, was 12");
    }

    @Test
    void new_rateThatIsNone_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CycleTrough(cycle, 11, Double.NaN))
                .withMessage("learningRate must be finite and >= 0, was NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CyclePeak(cycle, 9, -0.1))
                .withMessage("learningRate must be finite and >= 0, was -0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CycleStarted(cycle, 6, Double.POSITIVE_INFINITY))
                .withMessage("learningRate must be finite and >= 0, was Infinity");
    }
}
