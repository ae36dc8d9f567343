package org.snapshotensemble.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

    private static final List<String> KNOWN = List.of("base", "max", "stepSize", "one_cycle");

    @ParameterizedTest
    @CsvSource({
        "bse, base",
        "bases, base",
        "BASE, base",
        "mx, max",
        "step-size, stepSize",
        "stepsiz, stepSize",
        "onecycle, one_cycle",
        "OneCycles, one_cycle"
    })
    void of_fewEdits_isTheNearest(String name, String nearest) {
        assertThat(NearestName.of(name, KNOWN)).contains(nearest);
    }

    @Test
    void of_manyEdits_isEmpty() {
        assertThat(NearestName.of("gamma", KNOWN)).isEmpty();
        assertThat(NearestName.of("lr", KNOWN)).isEmpty();
        assertThat(NearestName.of("base".repeat(11), KNOWN)).isEmpty();
        assertThat(NearestName.of("base", List.of())).isEmpty();
    }
}
