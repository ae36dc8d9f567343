package org.snapshotensemble.evaluation.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestDataTest {

    private static final TestData DIGITS = new TestData("digits", "aa", "all");

    @Test
    void differenceFrom_ofOtherData_namesThem() {
        assertThat(new TestData("csv:rows.csv", "bb", "all").differenceFrom(DIGITS))
                .contains("is of csv:rows.csv, not of digits");
    }

    @Test
    void differenceFrom_ofDataThatChanged_tellsTheChecksums() {
        assertThat(new TestData("digits", "bb", "all").differenceFrom(DIGITS))
                .contains("is of data with SHA-256 bb, not aa");
    }

    @Test
    void differenceFrom_ofTheSameDataElsewhere_isNone() {
        assertThat(new TestData("csv:digits.csv", "aa", "all").differenceFrom(DIGITS))
                .isEmpty();
    }

    @Test
    void differenceFrom_ofAnotherPart_namesTheParts() {
        assertThat(new TestData("digits", "aa", "fold 2").differenceFrom(DIGITS))
                .contains("is fold 2, not all");
    }
}
