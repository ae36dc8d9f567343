package org.snapshotensemble.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdlePoolTest {

    private static final int BURST = 100;
    private static final int MOST_IDLE = 16;

    private final List<Integer> disposed = new ArrayList<>();
    private int made;

    private final IdlePool<Integer> pool = new IdlePool<>(() -> made++, disposed::add, MOST_IDLE);

    @Test
    void lend_afterOneWasGivenBack_lendsItAgain() {
        int first = pool.lend(one -> one);

        assertThat((int) pool.lend(one -> one)).isEqualTo(first);
        assertThat(made).isEqualTo(1);
    }

    @Test
    void lend_whileOthersAreOut_lendsWhatNobodyHas() {
        assertThat(pool.<Integer>lend(outer -> pool.lend(inner -> outer - inner)))
                .isNotZero();
        assertThat(made).isEqualTo(2);
    }

    @Test
    void lend_whoseWorkFails_disposesOfWhatItLent() {
        assertThatThrownBy(() -> pool.lend(one -> {
                    throw new IllegalStateException("work " + one);
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("work 0");

        assertThat(disposed).containsExactly(0);
        assertThat((int) pool.lend(one -> one)).isEqualTo(1);
    }

    @Test
    void lend_afterABurst_keepsNotAllOfIt() {
        lendAtOnce(BURST);

        assertThat(made).isEqualTo(BURST);
        assertThat(disposed).hasSize(BURST - MOST_IDLE).doesNotHaveDuplicates();
    }

    @Test
    void close_disposesOfWhatIsIdle() {
        lendAtOnce(BURST);
        pool.close();

        assertThat(disposed).hasSize(BURST).doesNotHaveDuplicates();
    }

    private int lendAtOnce(int calls) {
        return calls == 0 ? 0 : pool.lend(one -> lendAtOnce(calls - 1));
    }
}
