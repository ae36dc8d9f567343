package org.snapshotensemble.forward;

import org.bytedeco.dnnl.memory;

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

    /** How oneDNN knows them. */
    memory.desc layout() {
        return new memory.desc(new long[] {values.length}, memory.data_type.f32, memory.format_tag.x);
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
