package org.snapshotensemble.forward;

/**
 * A window over both sides of an image, as oneDNN counts it: rows first, then columns.
 *
 * @param gaps values left out between two that it sees
 * @param before padding above and left of the image
 * @param after padding below and right of it, as far as the last place of the window needs it
 */
@SuppressWarnings("ArrayRecordComponent") // on their way to oneDNN, which takes arrays; nobody compares them
record NativeWindow(long[] size, long[] strides, long[] gaps, long[] before, long[] after) {

    static NativeWindow of(Window rows, Window columns, Extent input, Extent output) {
        return new NativeWindow(
                new long[] {rows.size(), columns.size()},
                new long[] {rows.stride(), columns.stride()},
                new long[] {rows.dilation() - 1, columns.dilation() - 1},
                new long[] {rows.before(input.height()), columns.before(input.width())},
                new long[] {after(rows, input.height(), output.height()), after(columns, input.width(), output.width())
                });
    }

    private static long after(Window window, int side, int places) {
        return Math.max(0, (places - 1) * window.stride() + window.reach() - side - window.before(side));
    }
}
