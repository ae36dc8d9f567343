package org.snapshotensemble.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResidentMemoryTest {

    @Test
    void peakMegabytes_ofLinuxStatus_isTheHighWaterMark() {
        assertThat(ResidentMemory.peakMegabytes(List.of("VmRSS:\t 1024 kB", "VmHWM:\t  524288 kB")))
                .hasValue(512);
    }

    @Test
    void peakMegabytes_ofAStatusWithoutIt_isEmpty() {
        assertThat(ResidentMemory.peakMegabytes(List.of("Name:\tjava"))).isEmpty();
    }
}
