package org.snapshotensemble.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepeatedCallsTest {

    @Test
    void perSecond_countsEveryCall() {
        assertThat(new RepeatedCalls(List.of(1e6, 1e6, 8e6)).perSecond()).isEqualTo(300);
    }

    @Test
    void medianMillis_leavesOutAPause() {
        assertThat(new RepeatedCalls(List.of(1e6, 1e6, 8e6)).medianMillis()).isEqualTo(1);
    }

    @Test
    void during_noTimeAtAll_callsOnce() {
        AtomicInteger calls = new AtomicInteger();

        RepeatedCalls repeated = RepeatedCalls.during(0, calls::incrementAndGet);

        assertThat(calls).hasValue(1);
        assertThat(repeated.nanos()).hasSize(1);
    }

    @Test
    void during_someTime_addsUpToIt() {
        RepeatedCalls repeated = RepeatedCalls.during(1_000_000, () -> {});

        assertThat(repeated.nanos().stream().mapToDouble(Double::doubleValue).sum())
                .isGreaterThanOrEqualTo(1_000_000);
    }
}
