package org.snapshotensemble.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Changes images one after the other, each by the next random numbers. */
final class AugmentedImage {

    private final Augmentation augmentation;
    private final int channels;
    private final int height;
    private final int width;

    /**
     * For images of that size.
     *
     * @throws IllegalArgumentException if nothing would be left of them
     */
    AugmentedImage(Augmentation augmentation, int channels, int height, int width) {
        augmentation.requireFor(height, width);
        this.augmentation = augmentation;
        this.channels = channels;
        this.height = height;
        this.width = width;
    }

    /**
     * Makes a changed copy.
     *
     * @param from holds the image, {@code [channels, height, width]} in C order
     * @param at where it begins, there and in {@code to}
     */
    void change(float[] from, float[] to, int at, SplittableRandom random) {
        int margin = augmentation.crop();
        int down = margin == 0 ? 0 : below(random, 2 * margin + 1) - margin;
        int right = margin == 0 ? 0 : below(random, 2 * margin + 1) - margin;
        boolean mirrored = augmentation.flip() == Augmentation.Flip.HALF_OF_THE_TIME && below(random, 2) == 1;
        for (int channel = 0; channel < channels; channel++) {
            for (int row = 0; row < height; row++) {
                int target = at + (channel * height + row) * width;
                int source = row + down;
                if (source < 0 || source >= height) {
                    Arrays.fill(to, target, target + width, 0);
                } else {
                    copyRow(from, at + (channel * height + source) * width, to, target, right, mirrored);
                }
            }
        }
        if (augmentation.cutout() > 0) {
            hide(to, at, below(random, height), below(random, width));
        }
    }

    /** Copies a row that is moved, and then mirrored. */
    private void copyRow(float[] from, int source, float[] to, int target, int right, boolean mirrored) {
        int first = Math.min(width, Math.max(0, -right));
        int end = Math.max(first, Math.min(width, width - right));
        if (mirrored) {
            Arrays.fill(to, target, target + width, 0);
            for (int column = first; column < end; column++) {
                to[target + width - 1 - column] = from[source + column + right];
            }
        } else {
            Arrays.fill(to, target, target + first, 0);
            System.arraycopy(from, source + first + right, to, target + first, end - first);
            Arrays.fill(to, target + end, target + width, 0);
        }
    }

    private void hide(float[] image, int at, int centerRow, int centerColumn) {
        int side = augmentation.cutout();
        int firstRow = Math.max(0, centerRow - side / 2);
        int endRow = Math.min(height, centerRow - side / 2 + side);
        int firstColumn = Math.max(0, centerColumn - side / 2);
        int endColumn = Math.min(width, centerColumn - side / 2 + side);
        for (int channel = 0; channel < channels; channel++) {
            for (int row = firstRow; row < endRow; row++) {
                int start = at + (channel * height + row) * width;
                Arrays.fill(image, start + firstColumn, start + endColumn, 0);
            }
        }
    }

    /** A number from 0 to one less than the bound, the same in every version of Java. */
    private static int below(SplittableRandom random, int bound) {
        return (int) Long.remainderUnsigned(random.nextLong(), bound);
    }
}
