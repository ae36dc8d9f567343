package org.snapshotensemble.forward;

import java.util.Arrays;

/**
 * Pools a channel at a time: over a row and those below it for all places of the image, then along the rows likewise, so that
 * every loop is over one stretch of memory; and then takes the places that the strides come to.
 */
final class PoolingStep implements Step {

    private final Pooling pooling;
    private final Extent input;
    private final Extent output;
    private final int top;
    private final int left;
    private final int height;
    private final int width;
    private final boolean hasMargin;
    private final float[] shares;

    PoolingStep(Pooling pooling, Extent input, Extent output) {
        this.pooling = pooling;
        this.input = input;
        this.output = output;
        top = pooling.rows().before(input.height());
        left = pooling.columns().before(input.width());
        int reachDown =
                (output.height() - 1) * pooling.rows().stride() + pooling.rows().size();
        int reachAcross = (output.width() - 1) * pooling.columns().stride()
                + pooling.columns().size();
        hasMargin = top > 0 || left > 0 || reachDown > input.height() || reachAcross > input.width();
        height = hasMargin ? Math.max(reachDown, top + input.height()) : input.height();
        width = hasMargin ? Math.max(reachAcross, left + input.width()) : input.width();
        shares = shares();
    }

    /** One over the number of values that each window sees. */
    private float[] shares() {
        float[] found = new float[output.places()];
        for (int place = 0; place < found.length; place++) {
            int rows = seen(place / output.width(), pooling.rows(), top, input.height());
            int columns = seen(place % output.width(), pooling.columns(), left, input.width());
            found[place] = 1f / (rows * columns);
        }
        return found;
    }

    private static int seen(int place, Window window, int before, int side) {
        int begin = place * window.stride() - before;
        return Math.min(side, begin + window.size()) - Math.max(0, begin);
    }

    @Override
    public void run(Scratch scratch, float[][] inputs, int[] offsets, float[] out, int outOffset, int examples) {
        float[] pooled = scratch.product(2 * height * width);
        float[] framed = scratch.plane(hasMargin ? height * width : 0);
        if (hasMargin) {
            Arrays.fill(framed, 0, height * width, pooling.kind() == Pooling.Kind.MAX ? Float.NEGATIVE_INFINITY : 0);
        }
        for (int plane = 0; plane < examples * input.channels(); plane++) {
            int from = offsets[0] + plane * input.places();
            if (hasMargin) {
                frame(inputs[0], from, framed);
            }
            int found = hasMargin ? pool(framed, 0, pooled) : pool(inputs[0], from, pooled);
            take(pooled, found, out, outOffset + plane * output.places());
        }
    }

    private void frame(float[] in, int from, float[] framed) {
        for (int row = 0; row < input.height(); row++) {
            System.arraycopy(in, from + row * input.width(), framed, (top + row) * width + left, input.width());
        }
    }

    /** Pools every place of a plane with what is below and to the right of it; returns where that begins. */
    private int pool(float[] plane, int from, float[] pooled) {
        int length = height * width;
        int at = 0;
        System.arraycopy(plane, from, pooled, at, length);
        for (int row = 1; row < pooling.rows().size(); row++) {
            combine(plane, from + row * width, pooled, at, at, length - row * width);
        }
        int columns = at;
        for (int column = 1; column < pooling.columns().size(); column++) {
            int to = column == 1 ? length : at;
            combine(pooled, columns + column, pooled, at, to, length - column);
            at = to;
        }
        return at;
    }

    private void combine(float[] some, int from, float[] others, int and, int to, int values) {
        if (pooling.kind() == Pooling.Kind.MAX) {
            for (int i = 0; i < values; i++) {
                others[to + i] = Math.max(others[and + i], some[from + i]);
            }
        } else {
            for (int i = 0; i < values; i++) {
                others[to + i] = others[and + i] + some[from + i];
            }
        }
    }

    private void take(float[] pooled, int from, float[] out, int to) {
        int stride = pooling.columns().stride();
        int place = to;
        for (int row = 0; row < output.height(); row++) {
            int at = from + row * pooling.rows().stride() * width;
            for (int column = 0; column < output.width(); column++) {
                out[place++] = pooled[at + column * stride];
            }
        }
        if (pooling.kind() == Pooling.Kind.MEAN) {
            for (int i = 0; i < shares.length; i++) {
                out[to + i] *= shares[i];
            }
        }
    }
}
