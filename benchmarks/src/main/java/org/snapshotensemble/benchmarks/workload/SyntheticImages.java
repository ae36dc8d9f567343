package org.snapshotensemble.benchmarks.workload;

import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Gray images of 28 x 28 pixels in ten classes: noise, and a brighter block whose place tells the class. One label in ten
 * is drawn anew, so that no network learns them by heart and trains on with gradients too small for the processor to
 * multiply at its usual speed.
 */
final class SyntheticImages {

    static final int SIZE = 28;
    static final int CLASSES = 10;

    private static final int PIXELS = SIZE * SIZE;
    private static final int BLOCK_ROWS = 4;
    private static final int BLOCK_COLUMNS = 12;
    private static final double WRONG_LABELS = 0.1;

    private SyntheticImages() {}

    /**
     * Features and labels.
     *
     * @param features {@code [examples, 1, 28, 28]}, between 0 and 1
     * @param labels {@code [examples, 10]}, one-hot
     */
    record Labelled(INDArray features, INDArray labels) {}

    /** Draws images; the same seed gives the same. */
    static Labelled draw(int examples, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] pixels = new float[Math.multiplyExact(examples, PIXELS)];
        float[] labels = new float[Math.multiplyExact(examples, CLASSES)];
        for (int example = 0; example < examples; example++) {
            int shown = random.nextInt(CLASSES);
            drawImage(pixels, example * PIXELS, shown, random);
            int told = random.nextDouble() < WRONG_LABELS ? random.nextInt(CLASSES) : shown;
            labels[example * CLASSES + told] = 1;
        }
        return new Labelled(
                Nd4j.create(pixels, new long[] {examples, 1, SIZE, SIZE}, 'c'),
                Nd4j.create(labels, new long[] {examples, CLASSES}, 'c'));
    }

    /** Five rows of two blocks, one a class. */
    private static void drawImage(float[] pixels, int offset, int shown, SplittableRandom random) {
        int top = 2 + (shown / 2) * (BLOCK_ROWS + 1);
        int left = 1 + (shown % 2) * (BLOCK_COLUMNS + 2);
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            int row = pixel / SIZE - top;
            int column = pixel % SIZE - left;
            boolean bright = row >= 0 && row < BLOCK_ROWS && column >= 0 && column < BLOCK_COLUMNS;
            pixels[offset + pixel] = (float) (0.7 * random.nextDouble() + (bright ? 0.3 : 0));
        }
    }
}
