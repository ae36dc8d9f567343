package org.snapshotensemble.ensemble;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.backend.Floats;

/**
 * Takes what each member says of each slice into one array an output, {@code [members, examples, …]}. For any number of
 * threads, each with a part of its own.
 */
final class MemberOutputs {

    private final int members;
    private final Slices slices;
    private volatile List<INDArray> arrays = List.of();

    MemberOutputs(int members, Slices slices) {
        this.members = members;
        this.slices = slices;
    }

    /** Takes a member's answers to a slice, one array an output. */
    void put(int member, int slice, INDArray[] answers) {
        List<INDArray> all = allocated(answers);
        for (int output = 0; output < answers.length; output++) {
            copy(answers[output], place(all.get(output), member, slice, answers[output]));
        }
    }

    private static void copy(INDArray from, INDArray to) {
        if (Floats.canView(from) && Floats.canView(to)) {
            try {
                Floats.values(to).put(Floats.values(from));
            } finally {
                // The buffers know the addresses alone.
                Reference.reachabilityFence(from);
                Reference.reachabilityFence(to);
            }
        } else {
            to.assign(from);
        }
    }

    /** Returns a view of the part that an answer belongs to. */
    private INDArray place(INDArray all, int member, int slice, INDArray answer) {
        long[] strides = all.stride();
        long offset = all.offset() + member * strides[0] + slices.from(slice) * strides[1];
        long[] ofAnswer = Arrays.copyOfRange(strides, 1, strides.length);
        return Nd4j.create(all.data(), answer.shape(), ofAnswer, offset, 'c');
    }

    /** The first answer tells the shapes. */
    private List<INDArray> allocated(INDArray[] answers) {
        List<INDArray> there = arrays;
        return there.isEmpty() ? allocate(answers) : there;
    }

    private synchronized List<INDArray> allocate(INDArray[] answers) {
        if (arrays.isEmpty()) {
            List<INDArray> made = new ArrayList<>();
            for (INDArray answer : answers) {
                long[] shape = new long[answer.rank() + 1];
                System.arraycopy(answer.shape(), 0, shape, 1, answer.rank());
                shape[0] = members;
                if (slices.count() > 1) {
                    shape[1] = slices.examples();
                }
                made.add(Nd4j.createUninitialized(answer.dataType(), shape, 'c'));
            }
            arrays = List.copyOf(made);
        }
        return arrays;
    }

    /** Returns the arrays, one an output, when every part has been put. */
    List<INDArray> arrays() {
        return arrays;
    }
}
