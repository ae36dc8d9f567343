package org.snapshotensemble.forward;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.backend.Floats;
import org.snapshotensemble.backend.SingleThreadedOperations;

/**
 * A forward pass for examples of one size on oneDNN, in native memory and in the order of values that oneDNN chooses.
 *
 * <p>oneDNN makes an operation for a certain number of examples. So an input is cut into pieces whose lengths are powers of
 * two: as many as still have their arrays near the processor, and then what is left, the largest piece first. Whatever the
 * inputs, there are few plans, and where an input is cut follows from its length and the network alone.
 */
final class NativePass implements AutoCloseable {

    /** The arrays that a step reads and writes: half of the level 2 cache of a server's core. */
    static final long BYTES = 1 << 20;

    static final int LONGEST = 128;

    private final List<Node> nodes;
    private final List<Extent> extents;
    private final int inputs;
    private final List<Integer> outputs;
    private final Constants constants;
    private final int longest;
    private final Map<Integer, Optional<NativePlan>> plans = new ConcurrentHashMap<>();

    /** @param extents the size of what comes out of each node, the inputs first */
    NativePass(List<Node> nodes, List<Extent> extents, int inputs, List<Integer> outputs, Constants constants) {
        this.nodes = nodes;
        this.extents = List.copyOf(extents);
        this.inputs = inputs;
        this.outputs = outputs;
        this.constants = constants;
        this.longest = longest();
    }

    private int longest() {
        long widest = 1;
        for (int index = inputs; index < nodes.size(); index++) {
            Node node = nodes.get(index);
            if (node.readers() > 0) {
                long values = extents.get(index).length();
                for (int input : node.inputs()) {
                    values += extents.get(input).length();
                }
                widest = Math.max(widest, values);
            }
        }
        return (int) Long.highestOneBit(Math.max(1, Math.min(LONGEST, BYTES / (widest * Float.BYTES))));
    }

    /** The lengths of the pieces of so many examples, in their order. */
    List<Integer> cut(int examples) {
        List<Integer> lengths = new ArrayList<>();
        int left = examples;
        while (left > 0) {
            int length = Math.min(longest, Integer.highestOneBit(left));
            lengths.add(length);
            left -= length;
        }
        return lengths;
    }

    /**
     * Predicts.
     *
     * @param features one array an input, each of the pass's size
     * @return one array an output; empty where oneDNN has no fast operation for one of the steps
     */
    Optional<INDArray[]> run(INDArray[] features, Scratch scratch) {
        // An operation runs on as many threads as it was made for.
        try (SingleThreadedOperations single = SingleThreadedOperations.begin()) {
            int examples = (int) features[0].size(0);
            List<NativePlan> pieces = new ArrayList<>();
            for (int length : cut(examples)) {
                Optional<NativePlan> plan = plans.computeIfAbsent(length, this::plan);
                if (plan.isEmpty()) {
                    return Optional.empty();
                }
                pieces.add(plan.get());
            }
            INDArray[] contiguous = Arrays.stream(features)
                    .map(array -> Floats.canView(array) ? array : array.dup('c'))
                    .toArray(INDArray[]::new);
            INDArray[] answers = outputs.stream()
                    .map(output -> Nd4j.createUninitialized(
                            DataType.FLOAT, extents.get(output).shape(examples), 'c'))
                    .toArray(INDArray[]::new);
            try {
                int first = 0;
                for (NativePlan piece : pieces) {
                    piece.run(addresses(contiguous, first), addresses(answers, first), scratch);
                    first += piece.examples();
                }
            } finally {
                // A copy that nobody else has must outlive the operations, which know its address alone.
                Reference.reachabilityFence(contiguous);
            }
            return Optional.of(answers);
        }
    }

    /** Where in each array an example begins. */
    private static long[] addresses(INDArray[] arrays, int example) {
        return Arrays.stream(arrays)
                .mapToLong(array -> Floats.pointer(array).address()
                        + (long) Float.BYTES * example * (array.length() / array.size(0)))
                .toArray();
    }

    private Optional<NativePlan> plan(int examples) {
        NativePlanner planner = new NativePlanner(examples, constants);
        List<Tensor> arrays = new ArrayList<>();
        for (int index = 0; index < nodes.size(); index++) {
            Node node = nodes.get(index);
            Extent extent = extents.get(index);
            if (index < inputs) {
                arrays.add(planner.array(extent, planner.plain(extent)));
            } else if (node.readers() == 0) {
                // Another node does its work, or nobody needs it: its place stays empty.
                arrays.add(arrays.get(0));
            } else if (node.operation().isView()) {
                arrays.add(planner.view(arrays.get(node.inputs().get(0)), extent));
            } else {
                Optional<Tensor> made = node.operation()
                        .plan(planner, node.inputs().stream().map(arrays::get).toList());
                if (made.isEmpty()) {
                    return Optional.empty();
                }
                arrays.add(made.get());
            }
        }
        List<Tensor> answers =
                outputs.stream().map(arrays::get).map(planner::plain).toList();
        return Optional.of(planner.plan(arrays.subList(0, inputs), answers));
    }

    /** Frees what is native, when no thread is at it any more. */
    @Override
    public void close() {
        plans.values().forEach(plan -> plan.ifPresent(NativePlan::close));
        plans.clear();
    }
}
