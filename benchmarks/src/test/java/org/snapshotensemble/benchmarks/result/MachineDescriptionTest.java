package org.snapshotensemble.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MachineDescriptionTest {

    @Test
    void processor_severalOfOneKind_isTheFirstOne() {
        List<String> cpuInfo = List.of(
                "processor\t: 0",
                "cpu family\t: 26",
                "model\t\t: 2",
                "model name\t: Some Processor",
                "stepping\t: 1",
                "",
                "processor\t: 1",
                "model name\t: Another");

        assertThat(MachineDescription.processor(cpuInfo))
                .isEqualTo("Some Processor (cpu family 26, model 2, stepping 1)");
    }

    @Test
    void processor_systemThatDoesNotTell_isUnknown() {
        assertThat(MachineDescription.processor(List.of())).isEqualTo("unknown");
    }

    @Test
    void memoryMegabytes_kilobytes_areDivided() {
        assertThat(MachineDescription.memoryMegabytes(List.of("MemFree: 1 kB", "MemTotal:       2048 kB")))
                .isEqualTo(2);
        assertThat(MachineDescription.memoryMegabytes(List.of())).isZero();
    }

    @Test
    void current_thisMachine_hasACore() {
        assertThat(MachineDescription.current().cores()).isPositive();
    }
}
