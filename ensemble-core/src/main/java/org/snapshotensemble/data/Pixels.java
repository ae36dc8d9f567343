package org.snapshotensemble.data;

/** An image, row by row. */
interface Pixels {

    int height();

    int width();

    /** The values of a pixel: 1 of gray, 3 of red, green, blue. */
    int channels();

    /** A row's values, {@code [column, channel]}. */
    float[] row(int y);

    /** No value is above it. */
    float highest();
}
