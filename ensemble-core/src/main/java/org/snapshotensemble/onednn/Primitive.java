package org.snapshotensemble.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import java.lang.ref.Reference;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.global.dnnl.scratchpad_mode;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One of oneDNN's operations, which is made once and run on other arrays each time. It has its working memory with it, so that
 * another thread than the one that made it may run it; not for several at once.
 */
public final class Primitive {

    private final primitive operation;
    private final stream queue = new stream(OneDnnEngine.cpu());
    private final IntMemoryMap arguments = new IntMemoryMap();
    private final Map<Integer, memory> byNumber = new HashMap<>();
    private final Map<Integer, INDArray> held = new HashMap<>();

    private Primitive(primitive operation) {
        this.operation = operation;
    }

    /**
     * Wraps an operation whose attributes are {@link #attributes()}.
     *
     * @param workingMemory the layout that it asks for
     */
    public static Primitive of(primitive operation, memory.desc workingMemory) {
        Primitive made = new Primitive(operation);
        if (workingMemory.get_size() > 0) {
            made.arguments.put(DNNL_ARG_SCRATCHPAD, new memory(workingMemory, OneDnnEngine.cpu()));
        }
        return made;
    }

    /** Makes the copy from a layout to another. */
    public static Primitive reorder(memory.desc from, memory.desc to) {
        reorder.primitive_desc description = reorderOf(from, to);
        return of(new reorder(description), description.scratchpad_desc())
                .takes(DNNL_ARG_FROM, from)
                .takes(DNNL_ARG_TO, to);
    }

    /** Describes the copy from a layout to another. */
    public static reorder.primitive_desc reorderOf(memory.desc from, memory.desc to) {
        return new reorder.primitive_desc(OneDnnEngine.cpu(), from, OneDnnEngine.cpu(), to, attributes(), false);
    }

    /** The attributes of an operation that brings no working memory of its own. */
    public static primitive_attr attributes() {
        primitive_attr attributes = new primitive_attr();
        attributes.set_scratchpad_mode(scratchpad_mode.user);
        return attributes;
    }

    /** The layout of an array of floats, whatever its strides. */
    public static memory.desc layout(INDArray array) {
        return new memory.desc(array.shape(), memory.data_type.f32, array.stride());
    }

    /** Names an argument whose values are told before each run. */
    public Primitive takes(int argument, memory.desc layout) {
        memory values = new memory(layout, OneDnnEngine.cpu(), (Pointer) null);
        byNumber.put(argument, values);
        arguments.put(argument, values);
        return this;
    }

    /** Names an argument that is the same in each run. */
    public Primitive takes(int argument, memory values) {
        arguments.put(argument, values);
        return this;
    }

    /** Tells where an argument's values are in the next run, until whose end the array is held. */
    public Primitive with(int argument, INDArray array) {
        Objects.requireNonNull(byNumber.get(argument))
                .set_data_handle(array.data().addressPointer());
        held.put(argument, array);
        return this;
    }

    public void run() {
        try {
            operation.execute(queue, arguments);
            queue._wait();
        } finally {
            // oneDNN knows the addresses alone.
            Reference.reachabilityFence(held);
            held.clear();
        }
    }

    /** Runs a copy. */
    public void run(INDArray from, INDArray to) {
        with(DNNL_ARG_FROM, from).with(DNNL_ARG_TO, to).run();
    }
}
