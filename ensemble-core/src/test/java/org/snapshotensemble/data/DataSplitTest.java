package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DataSplitTest {

    private static int[] countByClass(LabelledData data, int[] part) {
        int[] classOf = data.classIndices();
        int[] count = new int[data.outputs()];
        for (int example : part) {
            count[classOf[example]]++;
        }
        return count;
    }

    static LongStream seeds() {
        return LongStream.concat(LongStream.of(0, 1, -1), new Random(77).longs(30));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void stratified_anyData_hasEachExampleOnceAndTheClassesInProportion(long seed) {
        Random random = new Random(seed);
        int classes = 2 + random.nextInt(5);
        int[] classOf = IntStream.range(0, 60 + random.nextInt(200))
                .map(i -> random.nextInt(classes))
                .toArray();
        LabelledData data = TestData.classes(classes, classOf);
        double testFraction = 0.1 + 0.4 * random.nextDouble();
        double validationFraction = 0.1 + 0.4 * random.nextDouble();
        DataSplit split = DataSplit.stratified(data, testFraction, validationFraction, seed);

        int[] together = IntStream.of(split.train()).toArray();
        together = IntStream.concat(IntStream.of(together), IntStream.of(split.validation()))
                .toArray();
        together = IntStream.concat(IntStream.of(together), IntStream.of(split.test()))
                .sorted()
                .toArray();
        String what = "seed " + seed;
        assertThat(together).as(what).isEqualTo(IntStream.range(0, data.size()).toArray());
        int[] all = countByClass(data, together);
        int[] test = countByClass(data, split.test());
        int[] validation = countByClass(data, split.validation());
        int[] train = countByClass(data, split.train());
        for (int i = 0; i < classes; i++) {
            if (all[i] >= 3) {
                assertThat(test[i]).as(what).isPositive();
                assertThat(validation[i]).as(what).isPositive();
                assertThat(train[i]).as(what).isPositive();
            }
            if (all[i] >= 12) {
                assertThat((double) test[i])
                        .as(what)
                        .isBetween(all[i] * testFraction - 0.5, all[i] * testFraction + 0.5);
                double rest = all[i] - test[i];
                assertThat((double) validation[i])
                        .as(what)
                        .isBetween(rest * validationFraction - 0.5, rest * validationFraction + 0.5);
            }
        }
    }

    @Test
    void stratified_digits_hasTheSizesOfTheDefaults() throws IOException {
        LabelledData digits = DataSource.parse("digits").load();
        DataSplit split = DataSplit.stratified(digits, 0.2, 0.1, 1);
        assertThat(split.test()).hasSize(359).isSorted();
        assertThat(split.validation()).hasSize(145).isSorted();
        assertThat(split.train()).hasSize(1_293).isSorted();
    }

    @Test
    void stratified_sameSeed_isTheSameSplitAndAnotherSeedIsNot() {
        LabelledData data = TestData.targets(100);
        DataSplit split = DataSplit.stratified(data, 0.3, 0.2, 5);
        assertThat(DataSplit.stratified(data, 0.3, 0.2, 5).test()).isEqualTo(split.test());
        assertThat(DataSplit.stratified(data, 0.3, 0.2, 5).validation()).isEqualTo(split.validation());
        assertThat(DataSplit.stratified(data, 0.3, 0.2, 6).test()).isNotEqualTo(split.test());
    }

    @Test
    void stratified_regression_isSplitAsOneClass() {
        DataSplit split = DataSplit.stratified(TestData.targets(10), 0.2, 0.25, 1);
        assertThat(split.test()).hasSize(2);
        assertThat(split.validation()).hasSize(2);
        assertThat(split.train()).hasSize(6);
    }

    @ParameterizedTest
    @CsvSource({
        // examples of the class, fractions, then its examples in the three parts
        "1, 0.2, 0.1, 1, 0, 0",
        "2, 0.2, 0.1, 1, 0, 1",
        "3, 0.2, 0.1, 1, 1, 1",
        "3, 0.9, 0.9, 1, 1, 1",
        "3, 0.9, 0, 1, 0, 2",
        "3, 0, 0.9, 1, 2, 0",
        "10, 0.25, 0, 7, 0, 3",
        "10, 0, 0, 10, 0, 0",
    })
    void stratified_smallClass_isInEveryPartItIsEnoughFor(
            int examples, double test, double validation, int inTrain, int inValidation, int inTest) {
        // the other class is large enough to fill every part
        int[] classOf = new int[100 + examples];
        Arrays.fill(classOf, 0, examples, 1);
        LabelledData data = TestData.classes(2, classOf);
        DataSplit split = DataSplit.stratified(data, test, validation, 3);
        assertThat(countByClass(data, split.train())[1]).isEqualTo(inTrain);
        assertThat(countByClass(data, split.validation())[1]).isEqualTo(inValidation);
        assertThat(countByClass(data, split.test())[1]).isEqualTo(inTest);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 1.5, Double.NaN, Double.POSITIVE_INFINITY})
    void stratified_fractionOutOfRange_isRefused(double fraction) {
        LabelledData data = TestData.targets(10);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataSplit.stratified(data, fraction, 0.1, 1))
                .withMessage("testFraction must be in [0, 1), was " + fraction);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataSplit.stratified(data, 0.1, fraction, 1))
                .withMessage("validationFraction must be in [0, 1), was " + fraction);
    }

    @Test
    void stratified_tooFewExamples_isRefused() {
        LabelledData single = TestData.classes(2, 0, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataSplit.stratified(single, 0.2, 0, 1))
                .withMessage("the test part must have at least one example, a share of 0.2 leaves it none of 2");
        LabelledData pairs = TestData.classes(2, 0, 0, 1, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataSplit.stratified(pairs, 0.2, 0.1, 1))
                .withMessage("the validation part must have at least one example, a share of 0.1 leaves it none of 4");
    }
}
