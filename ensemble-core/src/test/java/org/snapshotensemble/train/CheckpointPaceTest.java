package org.snapshotensemble.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class CheckpointPaceTest {

    private static final long START = 1_000;
    private static final long SECOND = 1_000_000_000L;

    private final CheckpointPace pace = new CheckpointPace(OptionalInt.empty(), START);

    @Test
    void isDue_endOfAnEpoch_isTrue() {
        assertThat(pace.isDue(4, true, START)).isTrue();
        assertThat(pace.isDue(4, false, START)).isFalse();
    }

    @Test
    void isDue_withinAnEpoch_isTrueAfterThirtySeconds() {
        assertThat(pace.isDue(4, false, START + 30 * SECOND - 1)).isFalse();
        assertThat(pace.isDue(4, false, START + 30 * SECOND)).isTrue();
    }

    @Test
    void isDue_afterASlowOne_restsThirtyTimesAsLong() {
        pace.begin(4, START);
        pace.end(START + 2 * SECOND);
        assertThat(pace.isDue(8, true, START + 62 * SECOND - 1)).isFalse();
        assertThat(pace.isDue(8, true, START + 62 * SECOND)).isTrue();
        assertThat(pace.isDue(8, false, START + 62 * SECOND)).isTrue();
    }

    @Test
    void isDue_everySoManyIterations_isThenAndOnlyThen() {
        CheckpointPace set = new CheckpointPace(OptionalInt.of(3), START);
        assertThat(set.isDue(2, true, START + 100 * SECOND)).isFalse();
        assertThat(set.isDue(3, false, START)).isTrue();
        set.begin(3, START);
        set.end(START + 2 * SECOND);
        assertThat(set.isDue(5, false, START + 2 * SECOND)).isFalse();
        assertThat(set.isDue(6, false, START + 2 * SECOND)).isTrue();
    }

    /** As where a batch of long series makes several. */
    @Test
    void isDue_iterationsThatAreNotAskedAfterOneByOne_isThenWithTheNext() {
        CheckpointPace set = new CheckpointPace(OptionalInt.of(10), START);
        assertThat(set.isDue(7, false, START)).isFalse();
        assertThat(set.isDue(14, false, START)).isTrue();
        set.begin(14, START);
        assertThat(set.isDue(18, false, START)).isFalse();
        assertThat(set.isDue(21, false, START)).isTrue();
    }

    @Test
    void isDue_afterACheckpointThatIsGoneOnFrom_waitsForTheNextOfThem() {
        CheckpointPace set = new CheckpointPace(OptionalInt.of(10), START);
        set.goOnFrom(20);
        assertThat(set.isDue(21, false, START)).isFalse();
        assertThat(set.isDue(30, false, START)).isTrue();
    }
}
