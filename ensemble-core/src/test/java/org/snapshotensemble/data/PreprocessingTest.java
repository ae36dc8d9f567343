package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.data.Preprocessing.Kind;

final class PreprocessingTest {

    /** Columns: 0 to 8, constant, negative to positive. */
    private static final INDArray TRAINING = Nd4j.createFromArray(new float[][] {{0, 5, -1}, {4, 5, 0}, {8, 5, 3}});

    @Test
    void fit_range_takesMinimumAndSpread() {
        Preprocessing range = Preprocessing.fit(Kind.RANGE, TRAINING);
        assertThat(range.offset()).containsExactly(0.0, 5.0, -1.0);
        assertThat(range.divisor()).containsExactly(8.0, 1.0, 4.0);
        assertThat(range.apply(TRAINING).ravel().toFloatVector()).containsExactly(0, 0, 0, 0.5f, 0, 0.25f, 1, 0, 1);
    }

    @Test
    void fit_standardize_takesMeanAndPopulationDeviation() {
        Preprocessing standardize = Preprocessing.fit(Kind.STANDARDIZE, TRAINING);
        assertThat(standardize.offset().get(0)).isEqualTo(4.0);
        assertThat(standardize.offset().get(2)).isEqualTo(2.0 / 3, within(1e-15));
        // ((0-4)² + 0 + (8-4)²) / 3 = 32 / 3
        assertThat(standardize.divisor().get(0)).isEqualTo(Math.sqrt(32.0 / 3), within(1e-15));
        assertThat(standardize.divisor().get(1)).isEqualTo(1.0);
    }

    @Test
    void fit_constantWhoseMeanIsRounded_getsDivisorOne() {
        // ten times 0.1 is 0.9999999999999999
        INDArray constant = Nd4j.valueArrayOf(new long[] {10, 1}, 0.1, DataType.DOUBLE);
        assertThat(Preprocessing.fit(Kind.STANDARDIZE, constant).divisor()).containsExactly(1.0);
    }

    @Test
    void fit_moreRowsThanOneBlock_seesAll() {
        INDArray many = Nd4j.arange(2_500).castTo(DataType.FLOAT).reshape(2_500, 1);
        Preprocessing range = Preprocessing.fit(Kind.RANGE, many);
        assertThat(range.offset()).containsExactly(0.0);
        assertThat(range.divisor()).containsExactly(2_499.0);
        assertThat(Preprocessing.fit(Kind.STANDARDIZE, many).offset()).containsExactly(1_249.5);
    }

    @Test
    void fit_images_givesAllPixelsOfAChannelTheSameNumbers() {
        // two images of two channels, 1 by 2 pixels
        INDArray images =
                Nd4j.createFromArray(0f, 2f, 10f, 10f, 4f, 6f, 10f, 30f).reshape(2, 2, 1, 2);
        Preprocessing range = Preprocessing.fit(Kind.RANGE, images);
        assertThat(range.offset()).containsExactly(0.0, 0.0, 10.0, 10.0);
        assertThat(range.divisor()).containsExactly(6.0, 6.0, 20.0, 20.0);
        Preprocessing standardize = Preprocessing.fit(Kind.STANDARDIZE, images);
        assertThat(standardize.offset()).containsExactly(3.0, 3.0, 15.0, 15.0);
        // 0, 2, 4, 6 about 3: squares 9, 1, 1, 9; and 10, 10, 10, 30 about 15: squares 25, 25, 25, 225
        assertThat(standardize.divisor().get(0)).isEqualTo(Math.sqrt(5), within(1e-14));
        assertThat(standardize.divisor().get(3)).isEqualTo(Math.sqrt(75), within(1e-14));
        assertThat(range.apply(images).shape()).containsExactly(2, 2, 1, 2);
    }

    @Test
    void fit_blankChannel_getsDivisorOne() {
        // three times 0.1 is 0.30000000000000004, so the pixels' means are rounded, and the channel's is rounded again
        INDArray images = Nd4j.valueArrayOf(new long[] {3, 1, 1, 7}, 0.1, DataType.DOUBLE);
        assertThat(Preprocessing.fit(Kind.RANGE, images).divisor()).containsOnly(1.0);
        assertThat(Preprocessing.fit(Kind.STANDARDIZE, images).divisor()).containsOnly(1.0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void apply_fittedRows_areInRangeOrStandardized(long seed) {
        Random random = new Random(seed);
        INDArray rows = Nd4j.create(DataType.FLOAT, 40, 6);
        for (long i = 0; i < rows.length(); i++) {
            rows.putScalar(i, random.nextGaussian() * 50 + 7);
        }
        INDArray before = rows.dup();
        INDArray range = Preprocessing.fit(Kind.RANGE, rows).apply(rows);
        INDArray standardized = Preprocessing.fit(Kind.STANDARDIZE, rows).apply(rows);
        assertThat(rows).as("seed %d", seed).isEqualTo(before);
        for (int feature = 0; feature < 6; feature++) {
            assertThat(range.getColumn(feature).minNumber().floatValue())
                    .as("seed %d", seed)
                    .isEqualTo(0);
            assertThat(range.getColumn(feature).maxNumber().floatValue())
                    .as("seed %d", seed)
                    .isEqualTo(1);
            double sum = 0;
            double squares = 0;
            for (float value : standardized.getColumn(feature).toFloatVector()) {
                sum += value;
                squares += (double) value * value;
            }
            assertThat(sum / 40).as("seed %d", seed).isEqualTo(0, within(1e-5));
            assertThat(squares / 40).as("seed %d", seed).isEqualTo(1, within(1e-5));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void undo_whatWasApplied_givesItBackInItsType(long seed) {
        Random random = new Random(seed);
        INDArray raw = Nd4j.create(DataType.FLOAT, 30, 2);
        for (int row = 0; row < 30; row++) {
            raw.putScalar(row, 0, 250_000 + 40_000 * random.nextGaussian());
            raw.putScalar(row, 1, 1.7e9 + 1_000 * random.nextGaussian());
        }
        for (Kind kind : Kind.values()) {
            Preprocessing fitted = Preprocessing.fit(kind, raw);
            INDArray scaled = fitted.apply(raw);
            INDArray before = scaled.dup();
            INDArray back = fitted.undo(scaled);
            assertThat(scaled).as("seed %d", seed).isEqualTo(before);
            assertThat(back.dataType()).isEqualTo(DataType.FLOAT);
            for (int row = 0; row < 30; row++) {
                // half a step of a 32-bit float at 250,000, and one at 1.7 billion
                assertThat(back.getDouble(row, 0)).as("seed %d", seed).isEqualTo(raw.getDouble(row, 0), within(0.02));
                assertThat(back.getDouble(row, 1)).as("seed %d", seed).isEqualTo(raw.getDouble(row, 1), within(128.0));
            }
        }
        assertThat(Preprocessing.fit(Kind.RANGE, raw)
                        .undo(Nd4j.zeros(DataType.DOUBLE, 1, 2))
                        .dataType())
                .isEqualTo(DataType.DOUBLE);
    }

    @Test
    void undo_otherNumberOfValues_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.fit(Kind.RANGE, TRAINING).undo(Nd4j.zeros(2, 1)))
                .withMessage("scaled must have 3 values an example, as the run's training data had, had 1");
    }

    @Test
    void fit_chosenRows_seesThemAlone() {
        LabelledData data = TestData.targets(3_000);
        LabelledData chosen = data.rows(IntStream.range(7, 2_507).toArray())
                .rows(IntStream.range(0, 2_400).toArray());
        Scaling scaling = Scaling.fit(Kind.RANGE, Kind.RANGE, chosen);
        assertThat(scaling.features().offset()).containsExactly(7.0);
        assertThat(scaling.features().divisor()).containsExactly(2_399.0);
        assertThat(scaling.targets().offset()).containsExactly(14.0);
        assertThat(scaling.targets().divisor()).containsExactly(4_798.0);
        assertThat(Scaling.fit(Kind.NONE, Kind.NONE, chosen)).isEqualTo(Scaling.none());
    }

    @Test
    void fit_targetsThatAreClasses_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scaling.fit(Kind.NONE, Kind.RANGE, TestData.classes(2, 0, 1)))
                .withMessage("targets must be none for classes, was range");
    }

    @Test
    void apply_newValuesOutsideTheTrainingRange_areNotCut() {
        Preprocessing range = Preprocessing.fit(Kind.RANGE, TRAINING);
        INDArray raw = Nd4j.createFromArray(new float[][] {{16, 6, -5}});
        assertThat(range.apply(raw).toFloatMatrix()[0]).containsExactly(2, 1, -1);
    }

    @Test
    void apply_bytesInEitherMemoryOrder_givesFloats() {
        INDArray raw = TRAINING.castTo(DataType.INT32);
        Preprocessing range = Preprocessing.fit(Kind.RANGE, raw);
        assertThat(range.apply(raw).dataType()).isEqualTo(DataType.FLOAT);
        assertThat(range.apply(raw.dup('f'))).isEqualTo(range.apply(raw));
        assertThat(range.apply(raw)).isEqualTo(range.apply(TRAINING));
    }

    @Test
    void apply_none_isACopy() {
        INDArray copy = Preprocessing.none().apply(TRAINING);
        assertThat(copy).isEqualTo(TRAINING).isNotSameAs(TRAINING);
        copy.addi(1);
        assertThat(TRAINING.getFloat(0, 0)).isZero();
        assertThat(Preprocessing.fit(Kind.NONE, TRAINING)).isEqualTo(Preprocessing.none());
    }

    @Test
    void apply_otherNumberOfFeatures_isRefused() {
        Preprocessing range = Preprocessing.fit(Kind.RANGE, TRAINING);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> range.apply(Nd4j.zeros(2, 4)))
                .withMessage("raw must have 3 values an example, as the run's training data had, had 4");
    }

    @Test
    void equals_sameNumbers_areEqual() {
        assertThat(Preprocessing.fit(Kind.RANGE, TRAINING))
                .isEqualTo(Preprocessing.fit(Kind.RANGE, TRAINING.dup()))
                .isNotEqualTo(Preprocessing.fit(Kind.STANDARDIZE, TRAINING));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void parse_text_isTheKindAgain(Kind kind) {
        assertThat(Kind.parse(kind.text())).isEqualTo(kind);
    }

    @Test
    void constructor_badNumbers_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kind.parse("log"))
                .withMessage("unknown preprocessing \"log\", known are: none, range, standardize");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Preprocessing(Kind.RANGE, List.of(0.0), List.of()))
                .withMessage("offset and divisor must have as many numbers, had 1 and 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Preprocessing(Kind.RANGE, List.of(), List.of()))
                .withMessage("offset must have a number a feature, and none for kind none, had 0 for kind range");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Preprocessing(Kind.RANGE, List.of(0.0, Double.NaN), List.of(1.0, 1.0)))
                .withMessage("offset must be finite as a 32-bit float, was NaN for feature 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Preprocessing(Kind.RANGE, List.of(0.0), List.of(1e-60)))
                .withMessage("divisor must be finite and not 0 as a 32-bit float, was 1.0E-60 for feature 0");
        INDArray notFinite = Nd4j.createFromArray(new float[][] {{1, 2}, {3, Float.POSITIVE_INFINITY}});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.fit(Kind.RANGE, notFinite))
                .withMessage("feature 1 must have values that 32-bit floats can tell apart and subtract, has some from"
                        + " 2.0 to Infinity, too far apart");
    }

    @ParameterizedTest
    @EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void fit_valuesThatFloatsCannotSubtract_areRefused(Kind kind) {
        INDArray far = Nd4j.createFromArray(new float[][] {{3.4e38f}, {-3.4e38f}, {-3.4e38f}, {-3.4e38f}});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.fit(kind, far))
                .withMessage("feature 0 must have values that 32-bit floats can tell apart and subtract, has some from"
                        + " -3.3999999521443642E38 to 3.3999999521443642E38, too far apart");
        INDArray close = Nd4j.createFromArray(new double[][] {{0}, {1e-50}});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Preprocessing.fit(kind, close))
                .withMessage("feature 0 must have values that 32-bit floats can tell apart and subtract, has some from"
                        + " 0.0 to 1.0E-50, too close together");
    }
}
