package org.snapshotensemble.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkloadMainTest {

    @Test
    void json_numbers_areInTheOrderOfTheirNames() {
        assertThat(WorkloadMain.json(Map.of("b", 1.5, "a", 1e-9))).isEqualTo("{\"a\":1.0E-9,\"b\":1.5}");
    }

    @Test
    void json_notFinite_isRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> WorkloadMain.json(Map.of("a", Double.NaN)))
                .withMessage("a must be finite, was NaN");
    }
}
