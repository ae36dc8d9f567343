package org.snapshotensemble.evaluation.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SpreadsheetTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "rose", "-1", "+1.5e3", "-.5", "-1 ", "+2\t", "1=1", " =1"})
    void harmless_textOrANumber_staysAsItIs(String text) {
        assertThat(SpreadsheetText.harmless(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "-1+1", "+1 1", "@x", "-", "\t=1", "-1\n=2"})
    void harmless_formula_hasAnApostropheBeforeIt(String text) {
        assertThat(SpreadsheetText.harmless(text)).isEqualTo("'" + text);
    }
}
