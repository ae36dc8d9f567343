package org.snapshotensemble.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class McNemarTest {

    @Test
    void pValue_approvalRatings_isThePublishedOne() {
        // Agresti, Categorical Data Analysis, table 10.1: 150 and 86 changed their minds; the exact test gives
        // 3.716e-05.
        assertThat(new McNemar(150, 86).pValue()).isCloseTo(3.716e-05, within(5e-9));
    }

    @Test
    void pValue_modelsThatNeverDiffer_isOne() {
        assertThat(new McNemar(0, 0).pValue()).isEqualTo(1);
    }

    static Stream<JsonNode> golden() {
        return Golden.cases("mcnemar");
    }

    @ParameterizedTest
    @MethodSource("golden")
    void pValue_goldenCounts_isThatOfWholeNumbers(JsonNode golden) {
        int b = golden.get("b").intValue();
        int c = golden.get("c").intValue();

        assertThat(new McNemar(b, c).pValue())
                .isCloseTo(golden.get("p").doubleValue(), Percentage.withPercentage(1e-9));
        assertThat(new McNemar(c, b).pValue()).isEqualTo(new McNemar(b, c).pValue());
    }

    @Test
    void constructor_negativeCount_isRefused() {
        assertThatThrownBy(() -> new McNemar(-1, 2)).hasMessage("onlyEnsembleRight must be >= 0, was -1");
        assertThatThrownBy(() -> new McNemar(1, -2)).hasMessage("onlyOtherRight must be >= 0, was -2");
    }
}
