package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DataPartsTest {

    private static final LabelledData DATA = TestData.targets(20);

    private static LabelledData otherBytes(LabelledData data) {
        DataDescription described = data.description();
        return new LabelledData(
                data.features(),
                data.labels(),
                new DataDescription(
                        "other",
                        "f".repeat(64),
                        described.task(),
                        described.columns(),
                        described.classes(),
                        described.imageSize()));
    }

    @Test
    void split_fractions_cutsTheRowsOfTheSplit() {
        DataParts parts = DataParts.split(DATA, 0.2, 0.25, 3);
        DataSplit split = DataSplit.stratified(DATA, 0.2, 0.25, 3);
        assertThat(parts.train()).isEqualTo(DATA.rows(split.train()));
        assertThat(parts.validation()).contains(DATA.rows(split.validation()));
        assertThat(parts.test()).isEqualTo(DATA.rows(split.test()));
        assertThat(parts.test().size()).isEqualTo(4);
    }

    @Test
    void split_validationFractionZero_hasNoValidationPart() {
        DataParts parts = DataParts.split(DATA, 0.2, 0, 3);
        assertThat(parts.validation()).isEmpty();
        assertThat(parts.train().size()).isEqualTo(16);
    }

    @Test
    void split_testFractionZero_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataParts.split(DATA, 0, 0.1, 3))
                .withMessage("testFraction must be in (0, 1), was 0.0");
    }

    @Test
    void withTest_otherData_keepsThemWhole() {
        LabelledData test = otherBytes(TestData.targets(5));
        DataParts parts = DataParts.withTest(DATA, test, 0.1, 3);
        assertThat(parts.test()).isSameAs(test);
        assertThat(parts.train().size()).isEqualTo(18);
        assertThat(parts.validation().map(LabelledData::size)).isEqualTo(Optional.of(2));
    }

    @Test
    void withTest_theTrainingDataThemselves_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataParts.withTest(DATA, TestData.targets(5), 0.1, 3))
                .withMessage("test data must be other data than the training data, were the same: test");
    }

    @Test
    void withTest_dataOfAnotherKind_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataParts.withTest(DATA, otherBytes(TestData.classes(2, 0, 1)), 0.1, 3))
                .withMessage("test data must have the training data's task, REGRESSION, had CLASSIFICATION");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataParts.withTest(
                        TestData.classes(3, 0, 1, 2, 0, 1, 2), otherBytes(TestData.classes(2, 0, 1)), 0.1, 3))
                .withMessage("test data must have the training data's classes, \"class0\", \"class1\", \"class2\","
                        + " had \"class0\", \"class1\"");
    }
}
