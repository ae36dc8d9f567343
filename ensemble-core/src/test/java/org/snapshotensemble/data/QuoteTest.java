package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class QuoteTest {

    @Test
    void of_charactersThatATerminalObeys_areQuestionMarks() {
        assertThat(Quote.of("a\u001b[2J\u202e\ufeff\u2028\ud800b")).isEqualTo("\"a?[2J????b\"");
    }

    @Test
    void of_40Characters_areWhole_and41AreCut() {
        String owls = "\uD83E\uDD89".repeat(40);
        assertThat(Quote.of(owls)).isEqualTo("\"" + owls + "\"");
        assertThat(Quote.of(owls + "x")).isEqualTo("\"" + owls + "…\"");
    }
}
