package org.snapshotensemble.ensemble;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.network.OutputKind;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.Snapshot;

/**
 * The members of a run and the rule that combines their predictions.
 *
 * <pre>{@code
 * try (Ensemble ensemble = Ensemble.load(Path.of("runs/mine"))) {
 *     INDArray probabilities = ensemble.predict(features).output();
 * }
 * }</pre>
 *
 * <p>Any number of threads may predict at once and get what one thread alone would get, to the bit.
 */
public final class Ensemble implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ensemble.class);

    private final Run run;
    private final List<Member> members;
    private final Preprocessing targets;
    private final Combiner combiner;
    private final AtomicBoolean closed;

    private Ensemble(Run run, List<Member> members, Combiner combiner, AtomicBoolean closed) {
        this.run = run;
        this.members = List.copyOf(members);
        this.targets = run.manifest().scaling().map(Scaling::targets).orElseGet(Preprocessing::none);
        this.combiner = combiner;
        this.closed = closed;
    }

    /**
     * Loads every snapshot of a run, with the mean as the rule. Of a run that is not finished it loads the snapshots so
     * far, and says so in the log.
     *
     * @throws RunException if there is no run, it has no snapshot, a file does not match its checksum, or a parameter
     *     is not finite
     */
    public static Ensemble load(Path folder) {
        return load(folder, MemberSelection.all());
    }

    /**
     * Loads some snapshots of a run, as {@link #load(Path)} does; the others are not read.
     *
     * @throws RunException as {@link #load(Path)}
     * @throws IllegalArgumentException if the run has not what the selection asks for, or it selects nothing
     */
    public static Ensemble load(Path folder, MemberSelection selection) {
        Run run = Run.open(folder);
        if (run.snapshots().isEmpty()) {
            throw new RunException(folder, folder + ": " + whyNoSnapshot(run));
        }
        List<Member> members = new ArrayList<>();
        for (Snapshot snapshot : selection.select(run.snapshots())) {
            members.add(new Member(snapshot, run.restore(snapshot)));
        }
        if (members.isEmpty()) {
            throw new IllegalArgumentException("selection must select at least one of the run's "
                    + run.snapshots().size() + " snapshots, selected" + " none");
        }
        run.unfinished()
                .ifPresent(why -> LOG.warn(
                        "{}: the run is not finished ({}); it has {} snapshots so far",
                        folder,
                        why,
                        run.snapshots().size()));
        return new Ensemble(run, members, Combiner.mean(), new AtomicBoolean());
    }

    private static String whyNoSnapshot(Run run) {
        return run.manifest()
                .failure()
                .map(failure -> "the run has no snapshot, it failed: " + failure)
                .orElse("the run has no snapshot: the training has not reached the first trough of its schedule, "
                        + run.manifest().schedule());
    }

    /** Returns the same members under another rule; closing either closes both. */
    public Ensemble with(Combiner newCombiner) {
        return new Ensemble(run, members, newCombiner, closed);
    }

    /** Returns the run that the members come from. */
    public Run run() {
        return run;
    }

    /** Returns the number of members. */
    public int size() {
        return members.size();
    }

    /** Returns the members' snapshots, in the order of {@link Prediction#members()}. */
    public List<Snapshot> members() {
        return members.stream().map(Member::snapshot).toList();
    }

    /** Returns the rule. */
    public Combiner combiner() {
        return combiner;
    }

    /** Returns the number of outputs of the network. */
    public int outputs() {
        return network().outputKinds().size();
    }

    /** Returns what the values of an output mean. */
    public OutputKind outputKind(int output) {
        return network().outputKinds().get(output);
    }

    /**
     * Predicts. Where the run recorded that it scaled its targets, the first output is in the targets' own unit, each
     * member's and the ensemble's.
     *
     * @param features what the network takes, one array an input: {@code [examples, …]}
     * @throws IllegalStateException if the ensemble is closed
     */
    public Prediction predict(INDArray... features) {
        return predict(features, null);
    }

    /** Predicts on the features of a batch, with their masks; the labels are not looked at. */
    public Prediction predict(MultiDataSet batch) {
        return predict(batch.getFeatures(), batch.getFeaturesMaskArrays());
    }

    private Prediction predict(INDArray[] features, INDArray @Nullable [] featureMasks) {
        if (closed.get()) {
            throw new IllegalStateException("the ensemble is closed");
        }
        List<INDArray[]> answers = new ArrayList<>();
        for (Member member : members) {
            answers.add(member.output(features, featureMasks));
        }
        List<OutputKind> kinds = network().outputKinds();
        if (kinds.get(0) == OutputKind.REGRESSION) {
            answers.forEach(answer -> answer[0] = targets.undo(answer[0]));
        }
        List<Prediction.Output> outputs = new ArrayList<>();
        for (int output = 0; output < kinds.size(); output++) {
            outputs.add(combine(answers, output, kinds.get(output)));
        }
        return new Prediction(outputs);
    }

    private Prediction.Output combine(List<INDArray[]> answers, int output, OutputKind kind) {
        INDArray stacked =
                Nd4j.stack(0, answers.stream().map(answer -> answer[output]).toArray(INDArray[]::new));
        INDArray combined = combiner.combine(stacked, kind);
        long[] shape = answers.get(0)[output].shape();
        if (!Arrays.equals(combined.shape(), shape)) {
            throw new IllegalStateException("combiner " + combiner.name() + " must give " + Arrays.toString(shape)
                    + " for members " + Arrays.toString(stacked.shape()) + ", gave "
                    + Arrays.toString(combined.shape()));
        }
        return new Prediction.Output(kind, stacked, combined.castTo(DataType.DOUBLE));
    }

    /**
     * Applies to raw features what the run's training did to its own.
     *
     * @param raw {@code [examples, …]}, as the source of the data has them
     * @return a new array, as {@link #predict(INDArray...)} takes it
     * @throws IllegalStateException if the run did not record how its features were made
     */
    public INDArray preprocess(INDArray raw) {
        Preprocessing preprocessing = run.manifest()
                .scaling()
                .map(Scaling::features)
                .orElseThrow(() -> new IllegalStateException(
                        run.files().manifest() + ": the run did not record how its features were made"));
        return preprocessing.apply(raw);
    }

    private Network network() {
        return members.get(0).network();
    }

    /** Lets go of the members; a later prediction is refused. Calls under way end well. */
    @Override
    public void close() {
        closed.set(true);
    }
}
