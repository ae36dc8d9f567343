package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CombineRuleTest {

    @ParameterizedTest
    @EnumSource(CombineRule.class)
    void parse_lowerCaseName_isTheRule(CombineRule rule) {
        assertThat(CombineRule.parse(rule.name().toLowerCase(Locale.ROOT))).isEqualTo(rule);
    }

    @Test
    void parse_otherCase_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CombineRule.parse("Mean"))
                .withMessage("unknown rule \"Mean\", known are: mean, weighted, weights, geometric, vote, cascade");
    }
}
