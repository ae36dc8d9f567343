package org.snapshotensemble.forward;

import java.util.List;

/**
 * A forward pass for a number of examples of one size on oneDNN: steps in their order, and where in the calling thread's
 * memory each array is. For any number of threads, each with a {@link Scratch} of its own.
 */
final class NativePlan implements AutoCloseable {

    private final int examples;
    private final List<NativeStep> steps;
    private final Arena arena;
    private final List<Tensor> inputs;
    private final List<Tensor> outputs;
    private final IdlePool<BoundPlan> bound = new IdlePool<>(() -> new BoundPlan(this), BoundPlan::close);

    NativePlan(int examples, List<NativeStep> steps, Arena arena, List<Tensor> inputs, List<Tensor> outputs) {
        this.examples = examples;
        this.steps = List.copyOf(steps);
        this.arena = arena;
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
    }

    int examples() {
        return examples;
    }

    List<NativeStep> steps() {
        return steps;
    }

    Arena arena() {
        return arena;
    }

    List<Tensor> inputs() {
        return inputs;
    }

    List<Tensor> outputs() {
        return outputs;
    }

    /**
     * Computes.
     *
     * @param features the addresses of the examples, an array an input, in C order
     * @param answers the addresses of what is set, an array an output, in C order
     */
    void run(long[] features, long[] answers, Scratch scratch) {
        bound.use(plan -> plan.run(features, answers, scratch.arena(arena.bytes())));
    }

    /** Frees what is native, when no thread is at it any more. */
    @Override
    public void close() {
        bound.close();
        steps.forEach(step -> step.operation().close());
    }
}
