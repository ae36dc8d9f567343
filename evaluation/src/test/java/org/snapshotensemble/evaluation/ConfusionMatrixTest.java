package org.snapshotensemble.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {

    @Test
    void sums_twoClasses_areRowsColumnsDiagonalAndAll() {
        ConfusionMatrix matrix = ConfusionMatrix.of(new int[][] {{5, 2}, {1, 9}});

        assertThat(matrix.classes()).isEqualTo(2);
        assertThat(matrix.count(0, 1)).isEqualTo(2);
        assertThat(matrix.support(0)).isEqualTo(7);
        assertThat(matrix.predictions(0)).isEqualTo(6);
        assertThat(matrix.right()).isEqualTo(14);
        assertThat(matrix.total()).isEqualTo(17);
    }

    @Test
    void of_changedArray_doesNotReachTheMatrix() {
        int[][] counts = {{1, 0}, {0, 1}};
        ConfusionMatrix matrix = ConfusionMatrix.of(counts);
        counts[0][1] = 7;

        assertThat(matrix).isEqualTo(ConfusionMatrix.of(new int[][] {{1, 0}, {0, 1}}));
        assertThat(matrix).isNotEqualTo(ConfusionMatrix.of(counts));
    }

    @Test
    void of_wrongCounts_saysWhichAndWhy() {
        assertThatThrownBy(() -> ConfusionMatrix.of(new int[0][0])).hasMessage("counts must have >= 1 class, had 0");
        assertThatThrownBy(() -> ConfusionMatrix.of(new int[][] {{1, 2}, {3}}))
                .hasMessage("row 1 of counts must have 2 columns, had 1");
        assertThatThrownBy(() -> ConfusionMatrix.of(new int[][] {{1, 2}, {3, -4}}))
                .hasMessage("count [1][1] must be >= 0, was -4");
    }
}
