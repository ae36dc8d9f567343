package org.snapshotensemble.forward;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.Pointer;
import org.snapshotensemble.onednn.Address;
import org.snapshotensemble.onednn.OneDnnEngine;

/** A plan with the arguments of its steps, for one thread at a time. */
final class BoundPlan implements AutoCloseable {

    private record Placed(memory argument, long offset) {}

    private final NativePlan plan;
    private final stream queue = new stream(OneDnnEngine.cpu());
    private final List<Placed> placed = new ArrayList<>();
    private final List<IntMemoryMap> arguments = new ArrayList<>();
    private long bound;

    BoundPlan(NativePlan plan) {
        this.plan = plan;
        for (NativeStep step : plan.steps()) {
            IntMemoryMap map = new IntMemoryMap();
            for (NativeStep.Use use : step.uses()) {
                memory argument = new memory(use.layout(), OneDnnEngine.cpu(), (Pointer) null);
                placed.add(new Placed(argument, plan.arena().offsets().get(use.region())));
                map.put(use.argument(), argument);
            }
            step.constants().forEach(map::put);
            arguments.add(map);
        }
    }

    /** Computes, as {@link NativePlan#run}, in the memory that begins at an address. */
    void run(long[] features, long[] answers, long memory) {
        bind(memory);
        for (int input = 0; input < features.length; input++) {
            Tensor tensor = plan.inputs().get(input);
            copy(features[input], memory + offset(tensor), tensor);
        }
        for (int index = 0; index < arguments.size(); index++) {
            plan.steps().get(index).operation().execute(queue, arguments.get(index));
        }
        queue._wait();
        for (int output = 0; output < answers.length; output++) {
            Tensor tensor = plan.outputs().get(output);
            copy(memory + offset(tensor), answers[output], tensor);
        }
    }

    private void bind(long memory) {
        if (memory != bound) {
            for (Placed one : placed) {
                one.argument().set_data_handle(new Address(memory + one.offset()));
            }
            bound = memory;
        }
    }

    private long offset(Tensor tensor) {
        return plan.arena().offsets().get(tensor.region());
    }

    private static void copy(long from, long to, Tensor tensor) {
        Pointer.memcpy(new Address(to), new Address(from), tensor.layout().get_size());
    }

    @Override
    public void close() {
        arguments.forEach(IntMemoryMap::close);
        placed.forEach(one -> one.argument().close());
        queue.close();
    }
}
