package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.snapshotensemble.testing.Bits;

/** Images are kept as bytes where they can be, and nobody sees a difference. */
class ByteImagesTest {

    private static final ImageSize SIZE = new ImageSize(3, 4, 2);
    private static final int EXAMPLES = 60;

    /** Every value of a byte is among them. */
    private static float[] pixels(int seed) {
        Random random = new Random(seed);
        float[] pixels = new float[EXAMPLES * SIZE.values()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i < 256 ? i : random.nextInt(256);
        }
        return pixels;
    }

    private static ImageArray filled(float[] pixels) {
        ImageArray images = new ImageArray(EXAMPLES, SIZE);
        int half = EXAMPLES / 2;
        int values = SIZE.values();
        images.put(half, Arrays.copyOfRange(pixels, half * values, pixels.length));
        images.put(0, Arrays.copyOf(pixels, half * values));
        return images;
    }

    private static LabelledData data(INDArray features) {
        int[] classes = IntStream.range(0, EXAMPLES).map(i -> i % 3).toArray();
        return new LabelledData(
                features,
                ImageArray.oneHot(classes, 3),
                new DataDescription(
                        "test",
                        "00".repeat(32),
                        Task.CLASSIFICATION,
                        SIZE.columns(),
                        List.of("a", "b", "c"),
                        Optional.of(SIZE)));
    }

    @Test
    void put_wholeNumbersUpTo255_takesAByteEach() {
        float[] pixels = pixels(1);
        INDArray array = filled(pixels).array();
        assertThat(array.dataType()).isEqualTo(Rows.BYTES);
        assertThat(array.shape()).containsExactly(EXAMPLES, 2, 3, 4);
        assertThat(array.castTo(DataType.FLOAT).data().asFloat()).containsExactly(pixels);
    }

    static Stream<Float> notBytes() {
        return Stream.of(0.5f, -1f, 256f, Float.NaN);
    }

    @ParameterizedTest
    @MethodSource("notBytes")
    void put_anotherNumber_makesFloatsOfAll(float other) {
        float[] pixels = pixels(2);
        pixels[17] = other;
        INDArray array = filled(pixels).array();
        assertThat(array.dataType()).isEqualTo(DataType.FLOAT);
        assertThat(array.data().asFloat()).containsExactly(pixels);
    }

    @Test
    void putBytes_afterAnotherNumber_areFloatsToo() {
        ImageArray images = new ImageArray(2, new ImageSize(1, 2, 1));
        images.put(0, new float[] {0.25f, 3});
        images.putBytes(1, new byte[] {(byte) 200, 7});
        assertThat(images.array().data().asFloat()).containsExactly(0.25f, 3, 200, 7);
    }

    @Test
    void putBytes_beyondTheArray_isRefused() {
        ImageArray images = new ImageArray(2, SIZE);
        assertThatThrownBy(() -> images.putBytes(1, new byte[2 * SIZE.values()]))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @ParameterizedTest
    @EnumSource(Preprocessing.Kind.class)
    void batchesOfBytes_equalBatchesOfFloats_toTheBit(Preprocessing.Kind kind) {
        INDArray bytes = filled(pixels(3)).array();
        int[] part = IntStream.range(0, EXAMPLES).filter(i -> i % 5 != 0).toArray();
        LabelledData ofBytes = data(bytes).rows(part);
        LabelledData ofFloats = data(bytes.castTo(DataType.FLOAT)).rows(part);

        Scaling scaling = Scaling.fit(kind, Preprocessing.Kind.NONE, ofBytes);
        assertThat(scaling).isEqualTo(Scaling.fit(kind, Preprocessing.Kind.NONE, ofFloats));
        Iterator<MultiDataSet> expected =
                BatchSource.shuffled(ofFloats, scaling, 7, 5).epoch(2);
        Iterator<MultiDataSet> batches =
                BatchSource.shuffled(ofBytes, scaling, 7, 5).epoch(2);
        while (expected.hasNext()) {
            INDArray features = batches.next().getFeatures(0);
            assertThat(features.dataType()).isEqualTo(DataType.FLOAT);
            assertThat(Bits.of(features)).isEqualTo(Bits.of(expected.next().getFeatures(0)));
        }
        assertThat(batches.hasNext()).isFalse();
    }

    @Test
    void features_ofBytes_areFloats() {
        LabelledData all = data(filled(pixels(4)).array());
        assertThat(all.features().dataType()).isEqualTo(DataType.FLOAT);
        assertThat(all.rows(new int[] {4, 2}).features().dataType()).isEqualTo(DataType.FLOAT);
        assertThat(all.features().data().asFloat()).containsExactly(pixels(4));
    }

    @Test
    void batchesOfBytes_leaveTheDataAsTheyAre() {
        LabelledData all = data(filled(pixels(5)).array());
        Scaling scaling = Scaling.fit(Preprocessing.Kind.RANGE, Preprocessing.Kind.NONE, all);
        BatchSource.inOrder(all, scaling, EXAMPLES).epoch(0).next();
        assertThat(all.features().data().asFloat()).containsExactly(pixels(5));
    }
}
