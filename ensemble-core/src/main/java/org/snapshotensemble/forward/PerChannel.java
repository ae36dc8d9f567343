package org.snapshotensemble.forward;

/** A number for each channel; does not change. */
final class PerChannel {

    private final float[] values;

    private PerChannel(float[] values) {
        this.values = values;
    }

    /** @param values are kept */
    static PerChannel of(float[] values) {
        return new PerChannel(values);
    }

    int channels() {
        return values.length;
    }

    float at(int channel) {
        return values[channel];
    }

    /** Returns what a scaling makes of the numbers. */
    PerChannel scaled(PerChannel factors, PerChannel addends) {
        float[] scaled = new float[values.length];
        for (int channel = 0; channel < scaled.length; channel++) {
            scaled[channel] = values[channel] * factors.at(channel) + addends.at(channel);
        }
        return new PerChannel(scaled);
    }
}
