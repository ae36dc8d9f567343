package org.snapshotensemble.forward;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.snapshotensemble.onednn.Primitive;

/** Puts a native pass together for a number of examples: operations add their steps and the arrays that they write. */
final class NativePlanner {

    private final int examples;
    private final Constants constants;
    private final List<NativeStep> steps = new ArrayList<>();
    private final List<Long> regions = new ArrayList<>();

    NativePlanner(int examples, Constants constants) {
        this.examples = examples;
        this.constants = constants;
    }

    int examples() {
        return examples;
    }

    Constants constants() {
        return constants;
    }

    /** The layout of arrays in C order. */
    memory.desc plain(Extent extent) {
        return layout(extent, extent.isImage() ? memory.format_tag.abcd : memory.format_tag.ab);
    }

    /** The layout of images whose channels of a place are side by side. */
    memory.desc channelsLast(Extent extent) {
        return layout(extent, extent.isImage() ? memory.format_tag.acdb : memory.format_tag.ab);
    }

    /** A layout for oneDNN to choose. */
    memory.desc any(Extent extent) {
        return layout(extent, memory.format_tag.any);
    }

    private memory.desc layout(Extent extent, memory.format_tag order) {
        return new memory.desc(extent.shape(examples), memory.data_type.f32, order);
    }

    /** Adds an array, which a step is to write. */
    Tensor array(Extent extent, memory.desc layout) {
        regions.add(layout.get_size());
        return new Tensor(regions.size() - 1, extent, layout);
    }

    /** Adds a step. */
    NativeStep step(primitive operation, memory.desc workingMemory) {
        NativeStep step = new NativeStep(operation);
        if (workingMemory.get_size() > 0) {
            regions.add(workingMemory.get_size());
            step.with(DNNL_ARG_SCRATCHPAD, regions.size() - 1, workingMemory);
        }
        steps.add(step);
        return step;
    }

    /** Returns the array in another layout; itself where it lies that way. */
    Tensor convert(Tensor tensor, memory.desc layout) {
        if (tensor.layout().equals(layout)) {
            return tensor;
        }
        Tensor converted = array(tensor.extent(), layout);
        copy(tensor, converted.region(), layout);
        return converted;
    }

    /** Adds a copy of an array into a region, or a part of one. */
    void copy(Tensor from, int region, memory.desc layout) {
        reorder.primitive_desc description = Primitive.reorderOf(from.layout(), layout);
        step(new reorder(description), description.scratchpad_desc())
                .with(DNNL_ARG_FROM, from)
                .with(DNNL_ARG_TO, region, layout);
    }

    /** Returns the array in C order. */
    Tensor plain(Tensor tensor) {
        return convert(tensor, plain(tensor.extent()));
    }

    /** Takes the same values, in C order, for an array of another size. */
    Tensor view(Tensor tensor, Extent extent) {
        return tensor.extent().equals(extent)
                ? tensor
                : new Tensor(plain(tensor).region(), extent, plain(extent));
    }

    /** The attributes of an operation that a function of each value follows. */
    static primitive_attr followedBy(Elementwise function) {
        post_ops after = new post_ops();
        function.onOneDnn().ifPresent(known -> known.appendTo(after));
        primitive_attr attributes = Primitive.attributes();
        attributes.set_post_ops(after);
        return attributes;
    }

    /** Returns the steps, with the place of each region. */
    NativePlan plan(List<Tensor> inputs, List<Tensor> outputs) {
        int[] first = new int[regions.size()];
        int[] last = new int[regions.size()];
        Arrays.fill(first, steps.size());
        for (int index = 0; index < steps.size(); index++) {
            for (NativeStep.Use use : steps.get(index).uses()) {
                first[use.region()] = Math.min(first[use.region()], index);
                last[use.region()] = index;
            }
        }
        // The inputs are there before the first step, and the outputs are read after the last one.
        inputs.forEach(input -> first[input.region()] = 0);
        outputs.forEach(output -> last[output.region()] = steps.size());
        Arena arena = Arena.of(IntStream.range(0, regions.size())
                .mapToObj(region -> new Arena.Region(regions.get(region), first[region], last[region]))
                .toList());
        return new NativePlan(examples, steps, arena, inputs, outputs);
    }
}
