package org.snapshotensemble.forward;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.snapshotensemble.onednn.Address;
import org.snapshotensemble.onednn.OneDnnEngine;
import org.snapshotensemble.onednn.Primitive;

/**
 * Weights in the orders that oneDNN's operations ask for, made when first asked for and shared by all who ask for the same:
 * threads, numbers of examples and sizes of images. Where the network's own order serves, there is no copy.
 */
final class Constants implements AutoCloseable {

    private final Map<Object, List<memory>> known = new HashMap<>();

    /**
     * Returns a layer's weights.
     *
     * @param shape that oneDNN knows them by, {@code [outputs, …]}
     * @param wanted the order
     */
    synchronized memory of(Weights weights, long[] shape, memory.desc wanted) {
        return find(weights, wanted, () -> {
            memory.desc plain = new memory.desc(shape, memory.data_type.f32, plainTag(shape.length));
            memory own = new memory(
                    plain, OneDnnEngine.cpu(), new Address(weights.pointer().address()));
            if (plain.equals(wanted)) {
                return own;
            }
            memory ordered = new memory(wanted, OneDnnEngine.cpu());
            Primitive.reorder(plain, wanted)
                    .takes(DNNL_ARG_FROM, own)
                    .takes(DNNL_ARG_TO, ordered)
                    .run();
            own.close();
            return ordered;
        });
    }

    private static memory.format_tag plainTag(int dimensions) {
        return dimensions == 2 ? memory.format_tag.ab : memory.format_tag.abcd;
    }

    /** Returns a number a channel; in order of the channels. */
    synchronized memory of(PerChannel numbers, memory.desc wanted) {
        return find(numbers, wanted, () -> made(wanted, numbers::at));
    }

    /** Returns one number for all channels. */
    synchronized memory filled(float number, memory.desc wanted) {
        return find(number, wanted, () -> made(wanted, channel -> number));
    }

    private static memory made(memory.desc layout, ChannelNumbers numbers) {
        memory made = new memory(layout, OneDnnEngine.cpu());
        FloatPointer values = new FloatPointer(made.get_data_handle());
        for (int channel = 0; channel < layout.get_size() / Float.BYTES; channel++) {
            values.put(channel, numbers.at(channel));
        }
        return made;
    }

    @FunctionalInterface
    private interface ChannelNumbers {
        float at(int channel);
    }

    private memory find(Object owner, memory.desc wanted, Supplier<memory> maker) {
        List<memory> made = known.computeIfAbsent(owner, key -> new ArrayList<>());
        for (memory one : made) {
            if (one.get_desc().equals(wanted)) {
                return one;
            }
        }
        memory one = maker.get();
        made.add(one);
        return one;
    }

    @Override
    public synchronized void close() {
        known.values().forEach(made -> made.forEach(memory::close));
        known.clear();
    }
}
