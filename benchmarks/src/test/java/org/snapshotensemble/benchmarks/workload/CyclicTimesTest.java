package org.snapshotensemble.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class CyclicTimesTest {

    /** Three cycles of four: the trough takes 50 more, the iteration after it 5; one iteration paused for 900. */
    private static final CyclicTimes TIMES =
            new CyclicTimes(List.of(15.0, 10.0, 10.0, 60.0, 15.0, 910.0, 10.0, 60.0, 15.0, 10.0, 10.0, 60.0), 4);

    @Test
    void at_position_isTheMedianOverTheCycles() {
        assertThat(TIMES.at(0)).isEqualTo(15);
        assertThat(TIMES.at(1)).isEqualTo(10);
        assertThat(TIMES.at(3)).isEqualTo(60);
    }

    @Test
    void quiet_leavesOutTroughsAndWhatTheyTouch() {
        assertThat(TIMES.quiet(1)).isEqualTo(10);
    }

    @Test
    void excess_addsTheTroughAndWhatItTouches() {
        assertThat(TIMES.excess(0)).isEqualTo(50);
        assertThat(TIMES.excess(1)).isEqualTo(55);
    }

    @Test
    void excess_troughThatIsQuickerThanOthers_isZero() {
        assertThat(new CyclicTimes(List.of(10.0, 10.0, 9.0), 3).excess(0)).isZero();
    }

    @Test
    void withoutFirst_beginsWithALaterCycle() {
        CyclicTimes times = new CyclicTimes(List.of(1.0, 2.0, 3.0, 4.0, 5.0), 2).withoutFirst(1);

        assertThat(times.nanos()).containsExactly(3.0, 4.0, 5.0);
    }

    @Test
    void times_lessThanACycle_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CyclicTimes(List.of(1.0), 2))
                .withMessage("nanos must be at least one cycle of 2, were 1");
    }
}
