package org.snapshotensemble.ensemble;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.backend.SingleThreadedOperations;
import org.snapshotensemble.forward.IdlePool;
import org.snapshotensemble.forward.Scratch;
import org.snapshotensemble.snapshot.Snapshot;

/**
 * Asks members, side by side, what they say of examples.
 *
 * <p>The input is cut into slices ({@link SliceLength}); each member with each slice is a task ({@link CoreThreads}). The
 * cut is the same however many threads there are, and so is every bit of the answer.
 */
final class MemberPredictor implements AutoCloseable {

    /** Examples times members times parameters, below which the calling thread works alone. */
    private static final long ALONE_BELOW = 5_000_000;

    private final Members members;
    private final CoreThreads threads;
    private final SliceLength sliceLength = new SliceLength();
    private final IdlePool<Scratch> scratches;
    private final OpenCalls calls;
    private final long aloneBelow;

    MemberPredictor(Members members, int cores) {
        this(members, cores, ALONE_BELOW);
    }

    MemberPredictor(Members members, int cores, long aloneBelow) {
        this(members, new CoreThreads(cores), new IdlePool<>(Scratch::new, Scratch::close), aloneBelow);
    }

    private MemberPredictor(Members members, CoreThreads threads, IdlePool<Scratch> scratches, long aloneBelow) {
        this(
                members,
                threads,
                scratches,
                new OpenCalls(() -> {
                    members.close();
                    scratches.close();
                }),
                aloneBelow);
    }

    private MemberPredictor(
            Members members, CoreThreads threads, IdlePool<Scratch> scratches, OpenCalls calls, long aloneBelow) {
        this.members = members;
        this.threads = threads;
        this.scratches = scratches;
        this.calls = calls;
        this.aloneBelow = aloneBelow;
    }

    /** Returns one that asks some of the members, with the same threads; closing either closes both. */
    MemberPredictor only(List<Snapshot> some) {
        return new MemberPredictor(members.only(some), threads, scratches, calls, aloneBelow);
    }

    Members members() {
        return members;
    }

    /**
     * Returns each member's answers, one array an output: {@code [members, examples, …]}, in no workspace.
     *
     * @throws IllegalStateException if this is closed
     * @throws IllegalArgumentException if the features are not one array an input with the same number of examples each,
     *     or a value of them or of the answers is not finite
     */
    List<INDArray> predict(INDArray[] features, INDArray @Nullable [] featureMasks) {
        return inCall(() -> ask(features, featureMasks));
    }

    /**
     * Does what asks once or several times: what begins before this is closed ends well.
     *
     * @throws IllegalStateException if this is closed
     */
    <T> T inCall(Supplier<T> asking) {
        calls.begin();
        try {
            return asking.get();
        } finally {
            calls.end();
        }
    }

    /** As {@link #predict}, {@linkplain #inCall in a call}. */
    List<INDArray> ask(INDArray[] features, INDArray @Nullable [] featureMasks) {
        long examples = ExampleCount.of(members.inputs(), features, featureMasks);
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces();
                SingleThreadedOperations single = SingleThreadedOperations.begin()) {
            FiniteFeatures.require(features);
            Call call = new Call(examples, features, featureMasks);
            members.forEachGroup(call::ask);
            List<INDArray> answers = call.answers();
            FiniteAnswers.require(answers);
            return answers;
        }
    }

    /** Ends the threads, and gives the memory back when the calls under way have ended. */
    @Override
    public void close() {
        calls.close();
        threads.close();
    }

    /** One prediction, from its input to its answers. */
    private final class Call {

        private final long examples;
        private final INDArray[] features;
        private final INDArray @Nullable [] featureMasks;
        private @Nullable MemberOutputs outputs;

        Call(long examples, INDArray[] features, INDArray @Nullable [] featureMasks) {
            this.examples = examples;
            this.features = features;
            boolean isMasked =
                    featureMasks != null && Arrays.stream(featureMasks).anyMatch(Objects::nonNull);
            this.featureMasks = isMasked ? featureMasks : null;
        }

        /** Asks members that are in memory together, the first of which has this index. */
        void ask(int first, List<Member> group) {
            INDArray[] taken = FiniteFeatures.in(group.get(0).dataType(), features);
            Slices slices = sliceLength.cut(group.get(0), examples, taken);
            MemberOutputs into = outputs != null
                    ? outputs
                    : new MemberOutputs(members.snapshots().size(), slices);
            outputs = into;
            // One slice after another, so that members that work at the same time read the same examples.
            int tasks = Math.multiplyExact(slices.count(), group.size());
            IntConsumer task = index -> {
                int member = index % group.size();
                int slice = index / group.size();
                into.put(first + member, slice, answer(group.get(member), taken, slices, slice));
            };
            if (isSmall(group)) {
                IntStream.range(0, tasks).forEach(task);
            } else {
                threads.run(tasks, task);
            }
        }

        private boolean isSmall(List<Member> group) {
            return examples * group.size() * group.get(0).parameters() < aloneBelow;
        }

        private INDArray[] answer(Member member, INDArray[] taken, Slices slices, int slice) {
            INDArray[] part = slices.of(slice, taken);
            INDArray[] masks = featureMasks == null ? null : slices.of(slice, featureMasks);
            return scratches.lend(scratch -> member.output(part, masks, scratch));
        }

        List<INDArray> answers() {
            return Objects.requireNonNull(outputs, "outputs: there is at least one member")
                    .arrays();
        }
    }
}
