package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.adapter.SingletonMultiDataSetIterator;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

final class BatchSourceTest {

    /** Row r has features (r, -r) and label 10 r, so a batch tells which rows it was cut from. */
    private static INDArray features(int rows) {
        INDArray features = Nd4j.create(DataType.FLOAT, rows, 2);
        for (int row = 0; row < rows; row++) {
            features.putScalar(row, 0, row);
            features.putScalar(row, 1, -row);
        }
        return features;
    }

    private static INDArray labels(int rows) {
        INDArray labels = Nd4j.create(DataType.FLOAT, rows, 1);
        for (int row = 0; row < rows; row++) {
            labels.putScalar(row, 0, 10 * row);
        }
        return labels;
    }

    private static List<Integer> rowsOf(BatchSource source, int epoch) {
        List<Integer> rows = new ArrayList<>();
        source.epoch(epoch).forEachRemaining(batch -> {
            for (int i = 0; i < batch.getFeatures(0).size(0); i++) {
                int row = (int) batch.getFeatures(0).getDouble(i, 0);
                assertThat(batch.getFeatures(0).getDouble(i, 1)).isEqualTo(-row);
                assertThat(batch.getLabels(0).getDouble(i, 0)).isEqualTo(10.0 * row);
                rows.add(row);
            }
        });
        return rows;
    }

    @Test
    void labeledData_chosenAndScaled_giveTheBatchesOfCopiesThatAreScaledWhole() {
        LabelledData chosen = TestData.targets(50)
                .rows(IntStream.range(3, 40).map(i -> 43 - i).toArray());
        Scaling scaling = Scaling.fit(Preprocessing.Kind.STANDARDIZE, Preprocessing.Kind.RANGE, chosen);
        INDArray features = scaling.features().apply(chosen.features());
        INDArray labels = scaling.targets().apply(chosen.labels());
        assertSameBatches(BatchSource.shuffled(chosen, scaling, 8, 5), BatchSource.shuffled(features, labels, 8, 5));
        assertSameBatches(BatchSource.inOrder(chosen, scaling, 8), BatchSource.inOrder(features, labels, 8));
        assertSameBatches(
                BatchSource.inOrder(chosen, Scaling.none(), 8),
                BatchSource.inOrder(chosen.features(), chosen.labels(), 8));
    }

    private static void assertSameBatches(BatchSource one, BatchSource other) {
        assertThat(one.batchesPerEpoch()).isEqualTo(other.batchesPerEpoch());
        assertThat(one.repeatable()).isTrue();
        for (int epoch = 0; epoch < 2; epoch++) {
            Iterator<MultiDataSet> expected = other.epoch(epoch);
            one.epoch(epoch).forEachRemaining(batch -> assertThat(batch).isEqualTo(expected.next()));
            assertThat(expected.hasNext()).isFalse();
        }
    }

    private static List<Integer> sizesOf(BatchSource source) {
        List<Integer> sizes = new ArrayList<>();
        source.epoch(0)
                .forEachRemaining(batch -> sizes.add((int) batch.getFeatures(0).size(0)));
        return sizes;
    }

    private static DataSet batch(int value) {
        return new DataSet(Nd4j.valueArrayOf(new long[] {2, 3}, (float) value), Nd4j.zeros(2, 1));
    }

    static LongStream seeds() {
        Random random = new Random(20_261_124);
        return LongStream.concat(LongStream.of(0, 1, -1, Long.MIN_VALUE), random.longs(20));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shuffled_everyEpoch_hasEachExampleOnce(long seed) {
        int rows = 1 + new Random(seed).nextInt(100);
        BatchSource source = BatchSource.shuffled(features(rows), labels(rows), 7, seed);
        for (int epoch = 0; epoch < 3; epoch++) {
            assertThat(rowsOf(source, epoch))
                    .as("seed %d, %d rows, epoch %d", seed, rows, epoch)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, rows).boxed().toList());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void shuffled_sameSeedAndEpoch_hasTheSameOrderInAnyCallingOrder(long seed) {
        BatchSource source = BatchSource.shuffled(features(50), labels(50), 8, seed);
        BatchSource other = BatchSource.shuffled(features(50), labels(50), 8, seed);
        List<Integer> third = rowsOf(source, 3);
        List<Integer> first = rowsOf(source, 0);
        assertThat(rowsOf(other, 0)).as("seed %d", seed).isEqualTo(first);
        assertThat(rowsOf(other, 3)).as("seed %d", seed).isEqualTo(third).isNotEqualTo(first);
    }

    @Test
    void shuffled_neighboringSeedsAndEpochs_haveDifferentOrders() {
        List<List<Integer>> orders = new ArrayList<>();
        for (long seed = -3; seed <= 3; seed++) {
            BatchSource source = BatchSource.shuffled(features(20), labels(20), 20, seed);
            for (int epoch = 0; epoch < 5; epoch++) {
                orders.add(rowsOf(source, epoch));
            }
        }
        assertThat(orders).doesNotHaveDuplicates();
    }

    @Test
    void shuffled_seedOneEpochZero_hasTheOrderOfEveryRelease() {
        BatchSource source = BatchSource.shuffled(features(10), labels(10), 4, 1);
        assertThat(rowsOf(source, 0)).containsExactly(4, 2, 1, 3, 7, 9, 5, 0, 6, 8);
    }

    @Test
    void shuffled_firstPlace_isTakenByEveryExampleAboutEqually() {
        int[] first = new int[5];
        for (int epoch = 0; epoch < 5_000; epoch++) {
            first[BatchOrder.shuffled(4).permutation(epoch, 5)[0]]++;
        }
        // 1,000 expected, standard deviation 28: five of them either way
        assertThat(IntStream.of(first)).allMatch(count -> count >= 860 && count <= 1_140);
    }

    @Test
    void inOrder_everyEpoch_keepsTheOrderAndTheShortLastBatch() {
        BatchSource source = BatchSource.inOrder(features(10), labels(10), 4);
        assertThat(source.batchesPerEpoch()).isEqualTo(3);
        assertThat(sizesOf(source)).containsExactly(4, 4, 2);
        assertThat(rowsOf(source, 5)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(source.repeatable()).isTrue();
    }

    @Test
    void inOrder_examplesThatTheBatchDivides_haveNoEmptyBatch() {
        BatchSource source = BatchSource.inOrder(features(8), labels(8), 4);
        assertThat(source.batchesPerEpoch()).isEqualTo(2);
        assertThat(sizesOf(source)).containsExactly(4, 4);
    }

    @Test
    void inOrder_imagesInEitherMemoryOrder_keepShapeTypeAndValues() {
        INDArray images = Nd4j.arange(3 * 2 * 2 * 2).castTo(DataType.UINT8).reshape(3, 2, 2, 2);
        for (INDArray given : List.of(images, images.dup('f'))) {
            Iterator<MultiDataSet> batches =
                    BatchSource.inOrder(given, labels(3), 2).epoch(0);
            INDArray first = batches.next().getFeatures(0);
            INDArray second = batches.next().getFeatures(0);
            assertThat(first.shape()).containsExactly(2, 2, 2, 2);
            assertThat(first.dataType()).isEqualTo(DataType.UINT8);
            assertThat(first.castTo(DataType.INT32).ravel().toIntVector())
                    .isEqualTo(IntStream.range(0, 16).toArray());
            assertThat(second.castTo(DataType.INT32).ravel().toIntVector())
                    .isEqualTo(IntStream.range(16, 24).toArray());
        }
    }

    @Test
    void inOrder_oneDimensionalTargets_areCutAsWell() {
        BatchSource source = BatchSource.inOrder(features(3), Nd4j.createFromArray(5f, 6f, 7f), 2);
        Iterator<MultiDataSet> batches = source.epoch(0);
        assertThat(batches.next().getLabels(0).toFloatVector()).containsExactly(5f, 6f);
        assertThat(batches.next().getLabels(0).toFloatVector()).containsExactly(7f);
    }

    @Test
    void shuffled_severalInputsAndMasks_areCutAlike() {
        INDArray mask = features(5).getColumn(0, true);
        MultiDataSet all = new org.nd4j.linalg.dataset.MultiDataSet(
                new INDArray[] {features(5), labels(5)}, new INDArray[] {labels(5)}, new INDArray[] {null, mask}, null);
        BatchSource.shuffled(all, 2, 9).epoch(0).forEachRemaining(batch -> {
            assertThat(batch.getFeatures(1)).isEqualTo(batch.getLabels(0));
            assertThat(batch.getFeaturesMaskArray(0)).isNull();
            assertThat(batch.getFeaturesMaskArray(1))
                    .isEqualTo(batch.getFeatures(0).getColumn(0, true));
            assertThat(batch.getLabelsMaskArrays()).isNull();
        });
        assertThat(BatchSource.shuffled(all, 2, 9).batchesPerEpoch()).isEqualTo(3);
    }

    @Test
    void epoch_changedBatch_leavesTheSourceAsItWas() {
        INDArray features = features(4);
        BatchSource source = BatchSource.inOrder(features, labels(4), 4);
        source.epoch(0).next().getFeatures(0).addi(100);
        assertThat(features).isEqualTo(features(4));
        assertThat(rowsOf(source, 0)).containsExactly(0, 1, 2, 3);
    }

    @Test
    void epoch_pastItsEnd_throws() {
        Iterator<MultiDataSet> batches =
                BatchSource.inOrder(features(1), labels(1), 4).epoch(0);
        batches.next();
        assertThat(batches.hasNext()).isFalse();
        assertThatThrownBy(batches::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("the epoch has no further batch");
    }

    @Test
    void inOrder_badArguments_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchSource.inOrder(features(4), labels(4), 0))
                .withMessage("batchSize must be > 0, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchSource.inOrder(features(4), labels(3), 2))
                .withMessage("labels must have as many rows as the first features, 4, were 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchSource.inOrder(Nd4j.empty(DataType.FLOAT), labels(3), 2))
                .withMessage("features must have at least one example, was empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchSource.inOrder(features(4), labels(4), 2).epoch(-1))
                .withMessage("epoch must be >= 0, was -1");
    }

    @Test
    void of_dataSetIterator_startsAnewEachEpoch() {
        ListDataSetIterator<DataSet> iterator = new ListDataSetIterator<>(List.of(batch(1), batch(2), batch(3)), 1);
        BatchSource source = BatchSource.of(iterator);
        assertThat(source.batchesPerEpoch()).isEqualTo(3);
        assertThat(source.repeatable()).isFalse();
        source.epoch(0).next();
        List<Double> values = new ArrayList<>();
        source.epoch(1)
                .forEachRemaining(batch -> values.add(batch.getFeatures(0).getDouble(0)));
        assertThat(values).containsExactly(1.0, 2.0, 3.0);
        assertThat(BatchSource.ofRepeatable(iterator).repeatable()).isTrue();
    }

    @Test
    void of_multiDataSetIterator_isCounted() {
        MultiDataSet only = batch(4).toMultiDataSet();
        BatchSource source = BatchSource.of(new SingletonMultiDataSetIterator(only));
        assertThat(source.batchesPerEpoch()).isEqualTo(1);
        assertThat(source.epoch(0).next()).isSameAs(only);
        assertThat(BatchSource.ofRepeatable(new SingletonMultiDataSetIterator(only))
                        .repeatable())
                .isTrue();
    }

    @Test
    void of_iteratorThatCannotBeReset_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchSource.of(
                        new ExistingDataSetIterator(List.of(batch(1)).iterator())))
                .withMessage("iterator must support reset(), did not: " + ExistingDataSetIterator.class.getName());
    }

    @Test
    void of_emptyIterator_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BatchSource.of(new ListDataSetIterator<>(List.<DataSet>of(), 1)))
                .withMessage("iterator must have at least one batch, had none");
    }

    @Test
    void of_iteratorWhoseEpochsDiffer_stopsWithBothNumbers() {
        List<DataSet> batches = new ArrayList<>(List.of(batch(1), batch(2)));
        ExistingDataSetIterator growing = new ExistingDataSetIterator(batches);
        BatchSource source = BatchSource.of(growing);
        batches.add(batch(3));
        assertThatIllegalStateException()
                .isThrownBy(() -> source.epoch(4).forEachRemaining(batch -> {}))
                .withMessage("iterator must have 2 batches each time, as counted at first, has more in epoch 4");
        batches.removeIf(batch -> batch.getFeatures().getDouble(0) != 1.0);
        assertThatIllegalStateException()
                .isThrownBy(() -> source.epoch(5).forEachRemaining(batch -> {}))
                .withMessage("iterator must have 2 batches each time, as counted at first, had 1 in epoch 5");
    }

    @Test
    void epoch_withoutTheFirstBatches_isTheRestOfTheEpoch() {
        BatchSource memory = BatchSource.shuffled(features(11), labels(11), 4, 5);
        BatchSource scaled = new ScaledBatches(memory, Scaling.ofFeatures(Preprocessing.none()));
        BatchSource iterator = BatchSource.ofRepeatable(new ExistingDataSetIterator(
                List.of(new DataSet(features(4), labels(4)), new DataSet(features(3), labels(3)))));
        for (BatchSource source : List.of(memory, scaled, iterator)) {
            List<INDArray> all = features(source.epoch(2));
            for (int used = 0; used <= source.batchesPerEpoch(); used++) {
                assertThat(features(source.epoch(2, used))).isEqualTo(all.subList(used, all.size()));
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> source.epoch(0, -1))
                    .withMessage("used must be >= 0, was -1");
        }
    }

    private static List<INDArray> features(Iterator<MultiDataSet> batches) {
        List<INDArray> features = new ArrayList<>();
        batches.forEachRemaining(batch -> features.add(batch.getFeatures(0)));
        return features;
    }

    @Test
    void batchSize_isKnownOfBatchesFromMemoryAlone() {
        assertThat(BatchSource.shuffled(features(11), labels(11), 4, 5).batchSize())
                .hasValue(4);
        assertThat(BatchSource.shuffled(features(3), labels(3), 4, 5).batchSize())
                .hasValue(3);
        assertThat(BatchSource.of(new ExistingDataSetIterator(List.of(new DataSet(features(4), labels(4)))))
                        .batchSize())
                .isEmpty();
    }
}
