package org.snapshotensemble.ensemble;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snapshotensemble.archive.AllowedClasses;
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
 * <p>Any number of threads may predict at once and get what one thread alone would get, to the bit. The members work side
 * by side on all cores, an input is cut into slices of at most 128 examples, and memory does not grow with the examples
 * but for their answers. Where every layer of the network is one of the common ones, the members do not run as networks, but as
 * the same arithmetic without Deeplearning4j's bookkeeping, on oneDNN where that is there. So the answer to an example may differ in the last bits from what
 * the network gives to all examples in one piece, as it does with Deeplearning4j from one batch size to another.
 */
public final class Ensemble implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Ensemble.class);

    private final Run run;
    private final MemberPredictor predictor;
    private final PreparedScaling scaling;
    private final Combiner combiner;

    private Ensemble(Run run, MemberPredictor predictor, PreparedScaling scaling, Combiner combiner) {
        this.run = run;
        this.predictor = predictor;
        this.scaling = scaling;
        this.combiner = combiner;
    }

    /**
     * Loads every snapshot of a run, with the mean as the rule. Of a run that is not finished it loads the snapshots so
     * far, and says so in the log.
     *
     * @throws RunException if there is no run, it has no snapshot, a file does not match its checksum, names a class that is
     *     not Deeplearning4j's own, or a parameter is not finite
     */
    public static Ensemble load(Path folder) {
        return load(folder, MemberSelection.all());
    }

    /**
     * Loads every snapshot of a run whose network has classes of one's own: custom layers, vertices, losses and the like.
     * A file that names other classes is refused before any of them is loaded.
     *
     * <pre>{@code
     * Ensemble.load(folder, AllowedClasses.deeplearning4j().withAlso(MyLayer.class))
     * }</pre>
     *
     * @throws RunException as {@link #load(Path)}
     */
    public static Ensemble load(Path folder, AllowedClasses allowed) {
        return load(folder, MemberSelection.all(), allowed);
    }

    /**
     * Loads some snapshots of a run, as {@link #load(Path)} does; the others are not read.
     *
     * @throws RunException as {@link #load(Path)}
     * @throws IllegalArgumentException if the run has not what the selection asks for, or it selects nothing
     */
    public static Ensemble load(Path folder, MemberSelection selection) {
        return load(folder, selection, AllowedClasses.deeplearning4j());
    }

    /**
     * Loads some snapshots of a run whose network has classes of one's own, as {@link #load(Path, AllowedClasses)}.
     *
     * @throws RunException as {@link #load(Path)}
     * @throws IllegalArgumentException if the run has not what the selection asks for, or it selects nothing
     */
    public static Ensemble load(Path folder, MemberSelection selection, AllowedClasses allowed) {
        return open(folder, selection, allowed, MembersInMemory::restore);
    }

    /**
     * Loads every snapshot of a run in turn, with the mean as the rule: for members that are too large to be in memory
     * together.
     *
     * <p>The members stay on the disk. Each prediction reads one after another, checksums included, so that it takes as
     * long as loading all of them does: give it many examples at once. One member is in memory at a time, whatever the
     * number of threads that predict; they take turns.
     *
     * @throws RunException as {@link #load(Path)}, and a prediction too, if a file is not what it was
     */
    public static Ensemble loadInTurn(Path folder) {
        return loadInTurn(folder, MemberSelection.all());
    }

    /**
     * Loads some snapshots of a run in turn, with the mean as the rule, as {@link #loadInTurn(Path)}.
     *
     * @throws RunException as {@link #loadInTurn(Path)}
     * @throws IllegalArgumentException if the run has not what the selection asks for, or it selects nothing
     */
    public static Ensemble loadInTurn(Path folder, MemberSelection selection) {
        return loadInTurn(folder, selection, AllowedClasses.deeplearning4j());
    }

    /**
     * Loads in turn some snapshots of a run whose network has classes of one's own, as
     * {@link #load(Path, AllowedClasses)}.
     *
     * @throws RunException as {@link #loadInTurn(Path)}
     * @throws IllegalArgumentException if the run has not what the selection asks for, or it selects nothing
     */
    public static Ensemble loadInTurn(Path folder, MemberSelection selection, AllowedClasses allowed) {
        return open(folder, selection, allowed, MembersInTurn::new);
    }

    private static Ensemble open(
            Path folder,
            MemberSelection selection,
            AllowedClasses allowed,
            BiFunction<Run, List<Snapshot>, Members> loading) {
        Run run = Run.open(folder).allowing(allowed);
        if (run.snapshots().isEmpty()) {
            throw new RunException(folder, folder + ": " + whyNoSnapshot(run));
        }
        List<Snapshot> selected = selection.selectInOrder(run.snapshots());
        if (selected.isEmpty()) {
            throw new IllegalArgumentException("selection must select at least one of the run's "
                    + run.snapshots().size() + " snapshots, selected none");
        }
        run.unfinished()
                .ifPresent(why -> LOG.warn(
                        "{}: the run is not finished ({}); snapshots so far: {}",
                        folder,
                        why,
                        run.snapshots().size()));
        int cores = Runtime.getRuntime().availableProcessors();
        MemberPredictor predictor = new MemberPredictor(loading.apply(run, selected), cores);
        return new Ensemble(run, predictor, new PreparedScaling(run), Combiner.mean());
    }

    private static String whyNoSnapshot(Run run) {
        return run.manifest()
                .failure()
                .map(failure -> "the run has no snapshot, it failed: " + failure)
                .orElse("the run has no snapshot: the training has not reached the first trough of its schedule, "
                        + run.manifest().schedule());
    }

    /**
     * Returns the same members under another rule; closing either closes both. Whether the rule can be used for the network's
     * outputs, a prediction tells.
     *
     * @throws IllegalArgumentException if the rule has weights, but not one a member
     */
    public Ensemble with(Combiner newCombiner) {
        int weights = newCombiner.weights().size();
        if (weights != 0 && weights != size()) {
            throw new IllegalArgumentException(
                    "weights must be as many as there are members, " + size() + ", were " + weights);
        }
        return new Ensemble(run, predictor, scaling, newCombiner);
    }

    /**
     * Returns some of the members, with the mean as the rule; closing either closes both. Those that are not selected stay
     * in memory until then.
     *
     * @throws IllegalArgumentException if the ensemble has not what the selection asks for, or it selects nothing
     */
    public Ensemble only(MemberSelection selection) {
        List<Snapshot> selected = selection.selectInOrder(members());
        if (selected.isEmpty()) {
            throw new IllegalArgumentException(
                    "selection must select at least one of the ensemble's " + size() + " members, selected none");
        }
        return new Ensemble(run, predictor.only(selected), scaling, Combiner.mean());
    }

    /** Returns the run that the members come from. */
    public Run run() {
        return run;
    }

    /** Returns the number of members. */
    public int size() {
        return predictor.members().snapshots().size();
    }

    /** Returns the members' snapshots in the order of their cycles, which is that of {@link Prediction#members()}. */
    public List<Snapshot> members() {
        return predictor.members().snapshots();
    }

    /** Returns the rule. */
    public Combiner combiner() {
        return combiner;
    }

    /** Returns the number of outputs of the network. */
    public int outputs() {
        return predictor.members().outputKinds().size();
    }

    /** Returns what the values of an output mean. */
    public OutputKind outputKind(int output) {
        return predictor.members().outputKinds().get(output);
    }

    /**
     * Predicts. Where the run recorded that it scaled its targets, the first output is in the targets' own unit, each
     * member's and the ensemble's.
     *
     * @param features what the network takes, one array an input: {@code [examples, …]}
     * @throws NullPointerException if an array is missing
     * @throws IllegalStateException if the ensemble is closed
     * @throws IllegalArgumentException if the number of arrays is not that of the inputs, there is no example, the arrays do
     *     not have the same number of examples, a value is NaN or infinite, or becomes so in the network's type or on its way
     *     through the network ({@link NonFiniteAnswersException}), or the rule cannot be used for the network's only output;
     *     of several outputs, it fails for the one that is asked for
     * @throws RunException of an ensemble that was {@linkplain #loadInTurn(Path) loaded in turn}, if a file is not what it was
     */
    public Prediction predict(INDArray... features) {
        return inCall(() -> ask(features, null));
    }

    /**
     * Predicts on the features of a batch, with their mask; the labels are not looked at.
     *
     * @throws IllegalStateException as {@link #predict(INDArray...)}
     * @throws IllegalArgumentException as {@link #predict(INDArray...)}
     * @throws RunException as {@link #predict(INDArray...)}
     */
    public Prediction predict(DataSet batch) {
        return predict(batch.toMultiDataSet());
    }

    /**
     * Predicts on the features of a batch, with their masks; the labels are not looked at.
     *
     * @throws IllegalStateException as {@link #predict(INDArray...)}
     * @throws IllegalArgumentException as {@link #predict(INDArray...)}
     * @throws RunException as {@link #predict(INDArray...)}
     */
    public Prediction predict(MultiDataSet batch) {
        return inCall(() -> ask(batch.getFeatures(), batch.getFeaturesMaskArrays()));
    }

    /**
     * Does what asks members once or several times: what begins before the ensemble is closed ends well.
     *
     * @throws IllegalStateException if the ensemble is closed
     */
    <T> T inCall(Supplier<T> asking) {
        return predictor.inCall(asking);
    }

    /** As {@link #predict(INDArray...)}, {@linkplain #inCall in a call}. */
    Prediction ask(INDArray[] features, INDArray @Nullable [] featureMasks) {
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            List<INDArray> answers = predictor.ask(features, featureMasks);
            List<Prediction.Output> outputs = new ArrayList<>();
            for (int output = 0; output < answers.size(); output++) {
                OutputKind kind = outputKind(output);
                boolean scaled = output == 0 && kind == OutputKind.REGRESSION;
                INDArray members = scaled ? unscaled(answers.get(output)) : answers.get(output);
                outputs.add(answers.size() == 1 ? combine(members, kind) : combineIfFit(members, kind));
            }
            return new Prediction(outputs);
        }
    }

    private INDArray unscaled(INDArray answers) {
        INDArray members = scaling.undoOfTargets(answers);
        FiniteAnswers.require(List.of(members));
        return members;
    }

    /** Of several outputs, some may be of another kind than the rule is for. */
    private Prediction.Output combineIfFit(INDArray members, OutputKind kind) {
        try {
            return combine(members, kind);
        } catch (IllegalArgumentException e) {
            return Prediction.Output.unfit(kind, members, e);
        }
    }

    private Prediction.Output combine(INDArray members, OutputKind kind) {
        INDArray combined = combiner.combine(members, kind);
        long[] shape = Arrays.copyOfRange(members.shape(), 1, members.rank());
        if (!Arrays.equals(combined.shape(), shape)) {
            throw new IllegalStateException("combiner " + combiner.name() + " must give " + Arrays.toString(shape)
                    + " for members " + Arrays.toString(members.shape()) + ", gave "
                    + Arrays.toString(combined.shape()));
        }
        return Prediction.Output.of(kind, members, combined.castTo(DataType.DOUBLE));
    }

    /**
     * Applies to raw features what the run's training did to its own. Where the run recorded the size of its images, images of
     * another size are brought to it as {@code images:} data are, gray and RGB ones to the other, and rows of as many values
     * become images.
     *
     * @param raw {@code [examples, …]}, as the source of the data has them; images {@code [examples, channels, height, width]}
     *     or their values as {@code [examples, channels * height * width]}
     * @return a new array, as {@link #predict(INDArray...)} takes it
     * @throws IllegalStateException if the run did not record how its features were made
     * @throws IllegalArgumentException if the examples have another number of values, or are images that cannot be brought to
     *     the run's size
     */
    public INDArray preprocess(INDArray raw) {
        return scaling.applyToFeatures(raw);
    }

    /**
     * Lets go of the members and ends the threads that helped; a later prediction is refused. Calls under way end well.
     */
    @Override
    public void close() {
        predictor.close();
    }
}
