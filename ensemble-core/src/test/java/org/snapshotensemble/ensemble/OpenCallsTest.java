package org.snapshotensemble.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpenCallsTest {

    private final AtomicInteger givenBack = new AtomicInteger();
    private final OpenCalls calls = new OpenCalls(givenBack::incrementAndGet);

    @Test
    void close_noCallUnderWay_givesBackAtOnceAndOnce() {
        calls.begin();
        calls.end();
        assertThat(givenBack).hasValue(0);

        calls.close();
        calls.close();

        assertThat(givenBack).hasValue(1);
    }

    @Test
    void close_callsUnderWay_givesBackAfterTheLastOne() {
        calls.begin();
        calls.begin();

        calls.close();
        calls.end();
        assertThat(givenBack).hasValue(0);
        calls.end();

        assertThat(givenBack).hasValue(1);
    }

    @Test
    void begin_closed_isRefused() {
        calls.close();

        assertThatThrownBy(calls::begin)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the ensemble is closed");
    }
}
