package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

final class StratifiedFoldsTest {

    private static LabelledData classes(List<Integer> labels, int classes) {
        INDArray oneHot = Nd4j.zeros(DataType.FLOAT, labels.size(), classes);
        for (int row = 0; row < labels.size(); row++) {
            oneHot.putScalar(row, labels.get(row), 1);
        }
        List<String> names =
                IntStream.range(0, classes).mapToObj(label -> "class " + label).toList();
        return data(oneHot, Task.CLASSIFICATION, names);
    }

    private static LabelledData numbers(int examples) {
        return data(Nd4j.zeros(DataType.FLOAT, examples, 1), Task.REGRESSION, List.of());
    }

    private static LabelledData data(INDArray labels, Task task, List<String> classes) {
        INDArray features = Nd4j.zeros(DataType.FLOAT, labels.size(0), 1);
        for (int row = 0; row < labels.size(0); row++) {
            features.putScalar(row, 0, row);
        }
        return new LabelledData(
                features,
                labels,
                new DataDescription("made up", "a".repeat(64), task, List.of("x"), classes, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void folds_ofRandomClasses_holdEveryExampleOnceAndEachClassInEqualShares(long seed) {
        Random random = new Random(seed);
        int classes = 2 + random.nextInt(4);
        int folds = 2 + random.nextInt(6);
        List<Integer> labels = new ArrayList<>();
        for (int label = 0; label < classes; label++) {
            labels.addAll(Collections.nCopies(folds + random.nextInt(30), label));
        }
        Collections.shuffle(labels, random);
        StratifiedFolds cut = StratifiedFolds.of(classes(labels, classes), folds, random.nextLong());

        int[] seen = new int[labels.size()];
        int[][] shares = new int[folds][classes];
        for (int fold = 0; fold < folds; fold++) {
            for (int row : cut.test(fold)) {
                seen[row]++;
                shares[fold][labels.get(row)]++;
            }
            assertThat(IntStream.concat(Arrays.stream(cut.test(fold)), Arrays.stream(cut.training(fold)))
                            .sorted()
                            .toArray())
                    .as("seed %s, fold %s", seed, fold)
                    .isEqualTo(IntStream.range(0, labels.size()).toArray());
        }
        assertThat(seen).as("seed %s", seed).containsOnly(1);
        for (int label = 0; label < classes; label++) {
            int of = label;
            int[] share = Arrays.stream(shares).mapToInt(counts -> counts[of]).toArray();
            assertThat(spread(share)).as("seed %s, class %s", seed, label).isLessThanOrEqualTo(1);
        }
        assertThat(spread(IntStream.range(0, folds)
                        .map(fold -> cut.test(fold).length)
                        .toArray()))
                .as("seed %s, sizes", seed)
                .isLessThanOrEqualTo(1);
    }

    private static int spread(int[] values) {
        return Arrays.stream(values).max().orElseThrow()
                - Arrays.stream(values).min().orElseThrow();
    }

    @Test
    void folds_ofNumbers_areOfEqualSize() {
        StratifiedFolds cut = StratifiedFolds.of(numbers(17), 5, 3);
        assertThat(IntStream.range(0, 5).map(fold -> cut.test(fold).length).toArray())
                .containsExactlyInAnyOrder(4, 4, 3, 3, 3);
    }

    @Test
    void folds_sameSeed_areTheSame_anotherSeedIsAnotherCut() {
        LabelledData data = numbers(40);
        assertThat(StratifiedFolds.of(data, 4, 9).test(2))
                .isEqualTo(StratifiedFolds.of(data, 4, 9).test(2))
                .isNotEqualTo(StratifiedFolds.of(data, 4, 10).test(2));
    }

    @Test
    void folds_aClassWithoutExamples_isNotTheSmallest() {
        LabelledData data = classes(List.of(0, 0, 2, 2, 2), 3);
        assertThat(StratifiedFolds.of(data, 2, 1).count()).isEqualTo(2);
    }

    @Test
    void parts_areTheFoldAndASplitOfTheRest() {
        LabelledData data = numbers(30);
        StratifiedFolds cut = StratifiedFolds.of(data, 3, 5);
        DataParts parts = cut.parts(1, 0.25);
        assertThat(parts.test()).isEqualTo(data.rows(cut.test(1)));
        assertThat(parts.train().size()).isEqualTo(15);
        assertThat(parts.validation().orElseThrow().size()).isEqualTo(5);
        assertThat(cut.parts(1, 0).validation()).isEmpty();
    }

    @Test
    void of_oneFold_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StratifiedFolds.of(numbers(10), 1, 1))
                .withMessage("folds must be at least 2, was 1");
    }

    @Test
    void of_moreFoldsThanExamples_isRefused() {
        assertThat(StratifiedFolds.of(numbers(10), 10, 1).test(9)).hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StratifiedFolds.of(numbers(10), 11, 1))
                .withMessage("folds must be at most 10, the number of examples, was 11");
    }

    @Test
    void of_moreFoldsThanAClassHasExamples_isRefused() {
        LabelledData data = classes(List.of(0, 0, 0, 1, 1, 0, 2, 2, 2), 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StratifiedFolds.of(data, 3, 1))
                .withMessage("folds must be at most 2, the examples of the smallest class, \"class 1\", was 3");
    }

    @Test
    void test_foldOutOfRange_isRefused() {
        StratifiedFolds cut = StratifiedFolds.of(numbers(10), 2, 1);
        assertThatIllegalArgumentException().isThrownBy(() -> cut.test(2)).withMessage("fold must be in [0, 2), was 2");
    }
}
