package org.snapshotensemble.backend;

import java.lang.ref.Reference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.BroadcastOp;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.IndexAccumulation;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.RandomOp;
import org.nd4j.linalg.api.ops.ReduceOp;
import org.nd4j.linalg.api.ops.ScalarOp;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.cpu.nativecpu.ops.NativeOpExecutioner;

/**
 * ND4J's executioner, which keeps what an operation works on until the native code is done with it.
 *
 * <p>ND4J's own takes the native pointers out of an operation and then calls native code. From the last pointer on nothing
 * in Java needs the operation any more, so that a garbage collection may find it dead; the native memory of what it alone
 * holds, such as the dimensions of a sum or a broadcast, is then freed by another thread, perhaps before it is read, and the
 * process dies of a segmentation fault. That takes a collection within microseconds: seldom enough to go unnoticed, and often
 * enough to end one of many long trainings.
 */
public final class OperandKeepingExecutioner extends NativeOpExecutioner {

    @Override
    public INDArray exec(Op op, @Nullable OpContext context) {
        return keeping(op, context, () -> super.exec(op, context));
    }

    @Override
    public INDArray exec(IndexAccumulation op, @Nullable OpContext context) {
        return keeping(op, context, () -> super.exec(op, context));
    }

    @Override
    public INDArray exec(ReduceOp op, @Nullable OpContext context) {
        return keeping(op, context, () -> super.exec(op, context));
    }

    @Override
    public INDArray exec(ScalarOp op, @Nullable OpContext context) {
        return keeping(op, context, () -> super.exec(op, context));
    }

    @Override
    public INDArray exec(BroadcastOp op, @Nullable OpContext context) {
        return keeping(op, context, () -> super.exec(op, context));
    }

    @Override
    public INDArray exec(RandomOp op, @Nullable OpContext context, Random random) {
        return keeping(op, context, () -> super.exec(op, context, random));
    }

    @Override
    public INDArray[] exec(CustomOp op, @Nullable OpContext context) {
        return keeping(op, context, () -> super.exec(op, context));
    }

    /** The array that is returned is one of theirs, or holds on to its own memory. */
    private static <T> T keeping(Object op, @Nullable OpContext context, Supplier<T> execution) {
        try {
            return execution.get();
        } finally {
            Reference.reachabilityFence(op);
            Reference.reachabilityFence(context);
        }
    }
}
