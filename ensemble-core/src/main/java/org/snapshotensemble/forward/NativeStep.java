package org.snapshotensemble.forward;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;

/** One of oneDNN's operations and what it works on; regions of memory are bound to addresses later, for each thread its own. */
final class NativeStep {

    /** An argument that is in a region. */
    record Use(int argument, int region, memory.desc layout) {}

    private final primitive operation;
    private final List<Use> uses = new ArrayList<>();
    private final Map<Integer, memory> constants = new HashMap<>();

    NativeStep(primitive operation) {
        this.operation = operation;
    }

    /** Names an argument, read or written. */
    NativeStep with(int argument, Tensor tensor) {
        return with(argument, tensor.region(), tensor.layout());
    }

    NativeStep with(int argument, int region, memory.desc layout) {
        uses.add(new Use(argument, region, layout));
        return this;
    }

    /** Names an argument that is the same in each run. */
    NativeStep with(int argument, memory constant) {
        constants.put(argument, constant);
        return this;
    }

    primitive operation() {
        return operation;
    }

    List<Use> uses() {
        return List.copyOf(uses);
    }

    Map<Integer, memory> constants() {
        return Map.copyOf(constants);
    }
}
