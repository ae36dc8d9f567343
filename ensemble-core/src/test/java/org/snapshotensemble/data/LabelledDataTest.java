package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

final class LabelledDataTest {

    @Test
    void rows_chosen_haveFeaturesLabelsAndDescription() {
        LabelledData data = TestData.classes(3, 0, 1, 2, 1);
        LabelledData chosen = data.rows(new int[] {3, 0, 3});
        assertThat(chosen.features().toFloatVector()).containsExactly(3, 0, 3);
        assertThat(chosen.classIndices()).containsExactly(1, 0, 1);
        assertThat(chosen.description()).isEqualTo(data.description());
        assertThat(chosen.size()).isEqualTo(3);
        assertThat(chosen.outputs()).isEqualTo(3);
    }

    @Test
    void rows_changed_leaveTheDataAsItWas() {
        LabelledData data = TestData.targets(3);
        data.rows(new int[] {0, 1, 2}).features().addi(5);
        assertThat(data.features().toFloatVector()).containsExactly(0, 1, 2);
    }

    @Test
    void rows_outOfRange_areRefused() {
        LabelledData data = TestData.targets(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> data.rows(new int[] {0, 3}))
                .withMessage("rows must be in [0, 3), had 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> data.rows(new int[] {-1}))
                .withMessage("rows must be in [0, 3), had -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> data.rows(new int[0]))
                .withMessage("rows must not be empty");
    }

    @Test
    void classIndices_regression_areRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> TestData.targets(3).classIndices())
                .withMessage("task must be CLASSIFICATION to have classes, was REGRESSION");
    }

    @Test
    void constructor_shapesThatDisagree_areRefused() {
        DataDescription images = new DataDescription(
                "test",
                TestData.SHA256,
                Task.REGRESSION,
                List.of("a", "b", "c", "d"),
                List.of(),
                Optional.of(new ImageSize(2, 2, 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LabelledData(Nd4j.zeros(3, 4), Nd4j.zeros(3, 1), images))
                .withMessage("features must be [3, 1, 2, 2], was [3, 4]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LabelledData(Nd4j.zeros(3, 1, 2, 2), Nd4j.zeros(2, 1), images))
                .withMessage("labels must have a row for each of the 3 examples, had 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LabelledData(Nd4j.zeros(3, 1, 2, 2), Nd4j.zeros(3), images))
                .withMessage("labels must be [examples, outputs], was [3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LabelledData(
                        Nd4j.zeros(3, 1),
                        Nd4j.zeros(3, 4),
                        TestData.classes(3, 0, 1, 2).description()))
                .withMessage("labels must have a column for each of the 3 classes, had 4");
    }

    @Test
    void description_badParts_areRefused() {
        List<String> columns = List.of("a");
        Optional<ImageSize> none = Optional.empty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataDescription(" ", TestData.SHA256, Task.REGRESSION, columns, List.of(), none))
                .withMessage("source must not be blank, was \" \"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataDescription("x", "ABC", Task.REGRESSION, columns, List.of(), none))
                .withMessage("sha256 must be 64 lower-case hex digits, was \"ABC\"");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new DataDescription("x", TestData.SHA256, Task.REGRESSION, List.of(), List.of(), none))
                .withMessage("columns must not be empty, was []");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new DataDescription("x", TestData.SHA256, Task.CLASSIFICATION, columns, List.of("a"), none))
                .withMessage("classes must be at least 2 for classification, were \"a\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataDescription(
                        "x", TestData.SHA256, Task.CLASSIFICATION, columns, List.of("a", "b", "a"), none))
                .withMessage("classes must have different names, were \"a\", \"b\", \"a\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new DataDescription("x", TestData.SHA256, Task.REGRESSION, columns, List.of("a", "b"), none))
                .withMessage("classes must be empty for regression, were \"a\", \"b\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DataDescription(
                        "x", TestData.SHA256, Task.REGRESSION, columns, List.of(), Optional.of(new ImageSize(2, 3, 1))))
                .withMessage("columns must be one a pixel of ImageSize[height=2, width=3, channels=1], 6, were 1");
    }

    @Test
    void imageSize_badNumbers_areRefused() {
        assertThat(new ImageSize(2, 3, 4).values()).isEqualTo(24);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageSize(0, 1, 1))
                .withMessage("height must be > 0, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageSize(1, -1, 1))
                .withMessage("width must be > 0, was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageSize(1, 1, 0))
                .withMessage("channels must be > 0, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageSize(65_536, 32_768, 1))
                .withMessage("height * width * channels must be <= 2147483647, was 65536 * 32768 * 1");
    }
}
