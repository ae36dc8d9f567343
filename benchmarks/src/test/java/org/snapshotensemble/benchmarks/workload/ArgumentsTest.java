package org.snapshotensemble.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void parse_valueWithEqualsSign_keepsIt() {
        assertThat(Arguments.parse(List.of("run=a=b")).text("run")).isEqualTo("a=b");
    }

    @Test
    void parse_noEqualsSign_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse(List.of("run")))
                .withMessage("argument must be key=value, was run");
    }

    @Test
    void text_notGiven_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse(List.of()).text("run"))
                .withMessage("argument run must be given, was not");
    }

    @Test
    void count_zero_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse(List.of("batch=0")).count("batch"))
                .withMessage("batch must be > 0, was 0");
    }
}
