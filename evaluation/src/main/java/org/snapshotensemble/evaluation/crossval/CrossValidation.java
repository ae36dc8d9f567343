package org.snapshotensemble.evaluation.crossval;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.snapshotensemble.data.Augmentation;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.train.RunObserver;
import org.snapshotensemble.train.RunPlan;

/**
 * Trains the same network on k folds of labeled data under a schedule, and measures each fold's ensemble on the examples
 * that the fold was not trained on.
 *
 * <pre>{@code
 * CrossValidationResult result = CrossValidation.of(() -> newNetwork(), FoldSchedule.snapshotCosine(0.1, 5))
 *         .folds(5)
 *         .epochs(40)
 *         .run(data, Path.of("runs/folds"));
 * }</pre>
 *
 * <p>The folds are {@linkplain org.snapshotensemble.data.StratifiedFolds stratified}. Of the examples that are not in a fold's
 * test part some choose its best member, and the others train. Scaling is fitted on the latter alone, fold by fold, so that
 * nothing of what measures is known before. Each fold leaves an ordinary run, in {@code fold-01}, {@code fold-02}, … of a
 * folder. The same data, settings and seed give the same bits, however many folds are trained at once.
 */
public final class CrossValidation {

    private final Supplier<? extends Model> network;
    private final FoldSchedule schedule;
    private final List<IntFunction<? extends RunObserver>> observers = new ArrayList<>();
    private int folds = 5;
    private int epochs = 1;
    private int batchSize = 32;
    private Augmentation augmentation = Augmentation.none();
    private int parallelism = 1;
    private double validationFraction = 0.1;
    private long seed = 1;
    private FoldStart start = FoldStart.RESTART;
    private Optional<Preprocessing.Kind> features = Optional.empty();
    private Optional<String> modelName = Optional.empty();
    private boolean resuming;
    private BooleanSupplier stop = () -> false;

    private CrossValidation(Supplier<? extends Model> network, FoldSchedule schedule) {
        this.network = network;
        this.schedule = schedule;
    }

    /**
     * Prepares a cross-validation of 5 folds.
     *
     * @param network makes a new, initialized network that has not been trained, with the same weights each time; it is
     *     asked once a fold, on the thread that trains the fold
     * @param schedule what each fold's learning rate shall be
     */
    public static CrossValidation of(Supplier<? extends Model> network, FoldSchedule schedule) {
        return new CrossValidation(network, schedule);
    }

    /**
     * Sets the number of folds; 5 unless set.
     *
     * @throws IllegalArgumentException if the number is less than 2
     */
    public CrossValidation folds(int count) {
        checkArgument(count >= 2, "folds must be at least 2, was %s", count);
        folds = count;
        return this;
    }

    /**
     * Sets the passes over a fold's training part; 1 unless set.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public CrossValidation epochs(int count) {
        checkArgument(count > 0, "epochs must be > 0, was %s", count);
        epochs = count;
        return this;
    }

    /**
     * Sets the examples in a batch; 32 unless set.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public CrossValidation batchSize(int examples) {
        checkArgument(examples > 0, "batchSize must be > 0, was %s", examples);
        batchSize = examples;
        return this;
    }

    /** Sets what is done to the images that are trained on; nothing unless set. */
    public CrossValidation augmentation(Augmentation how) {
        augmentation = how;
        return this;
    }

    /**
     * Sets the share of a fold's other examples that chooses its best member instead of training, in [0, 1); 0.1 unless
     * set. With 0 the last member stands for the best.
     *
     * @throws IllegalArgumentException if the share is not in [0, 1)
     */
    public CrossValidation validation(double fraction) {
        checkArgument(fraction >= 0 && fraction < 1, "validation must be in [0, 1), was %s", fraction);
        validationFraction = fraction;
        return this;
    }

    /** Sets the seed of the folds, the validation parts, the order of the batches and augmentation; 1 unless set. */
    public CrossValidation seed(long value) {
        seed = value;
        return this;
    }

    /** Sets what each fold begins with; {@link FoldStart#RESTART} unless set. */
    public CrossValidation start(FoldStart with) {
        start = with;
        return this;
    }

    /**
     * Sets how many folds are trained at once, each on one thread; 1 unless set. The results are the same to the bit.
     * Folds that continue each other are trained one after another whatever this says.
     *
     * @throws IllegalArgumentException if the number is not positive
     */
    public CrossValidation parallelism(int foldsAtOnce) {
        checkArgument(foldsAtOnce > 0, "parallelism must be > 0, was %s", foldsAtOnce);
        parallelism = foldsAtOnce;
        return this;
    }

    /**
     * Sets how features are scaled; unless set, pixels to [0, 1] and columns to mean 0 and variance 1. The targets of a
     * regression are standardized where the network learns scaled targets as well as the targets themselves; all figures
     * are in the targets' own unit.
     */
    public CrossValidation features(Preprocessing.Kind kind) {
        features = Optional.of(kind);
        return this;
    }

    /** Tells the manifests what the network is called. */
    public CrossValidation modelName(String name) {
        modelName = Optional.of(name);
        return this;
    }

    /**
     * Adds an observer of each fold.
     *
     * @param ofFold makes the observer of a fold, from 0; folds that are trained at once tell theirs on different threads
     */
    public CrossValidation observe(IntFunction<? extends RunObserver> ofFold) {
        observers.add(ofFold);
        return this;
    }

    /**
     * Goes on, in {@link #run} and {@link #trainFold}, with folds whose runs are in the folder: those that were broken off, to
     * the same bits as if they never had been; those that are finished are only measured, and those that are not there are
     * trained. All else must be as it was. Folds that continue each other cannot be gone on with.
     */
    public CrossValidation resume() {
        resuming = true;
        return this;
    }

    /**
     * Stops the folds that are under way, each with a checkpoint, as soon as this says so, and begins no others: a
     * {@link FoldFailedException} then tells of one that is not finished. It is asked by the threads of all folds, after each
     * iteration.
     */
    public CrossValidation stopWhen(BooleanSupplier condition) {
        stop = condition;
        return this;
    }

    /**
     * Returns how each fold's run would go, without training.
     *
     * @throws IllegalArgumentException if the data cannot be cut so, or the schedule does not fit a fold
     */
    public List<RunPlan> plan(LabelledData data) {
        return plans(data).stream().map(FoldPlan::plan).toList();
    }

    /**
     * Trains and measures all folds.
     *
     * @param data raw examples; they must stay as they are meanwhile
     * @param folder where the runs go, {@code fold-01} and so on; it is made where it is not there
     * @throws IllegalArgumentException if the data cannot be cut or augmented so, or the schedule does not fit a fold
     * @throws IllegalStateException if folds that continue each other are to be {@linkplain #resume gone on with}
     * @throws RunException if there is a fold's run already, and it is not to be gone on with
     * @throws FoldFailedException if a fold fails, such as by a loss that is not finite, or is to be gone on with but was begun
     *     otherwise. Folds that are under way go on to their end, others are not begun; the runs stay
     */
    public CrossValidationResult run(LabelledData data, Path folder) {
        FoldFolders folders = new FoldFolders(folder);
        List<FoldPlan> plans = plans(data);
        if (resuming) {
            checkState(
                    start == FoldStart.RESTART, "start must be RESTART for folds that are gone on with, was %s", start);
        } else {
            plans.forEach(plan -> requireNone(folders.run(plan.fold())));
        }
        OutOfFoldPredictions.Gathering gathering = new OutOfFoldPredictions.Gathering(data.size());
        FoldTraining training = training(folders, gathering);
        return result(
                data,
                start == FoldStart.RESTART
                        ? new FoldThreads(parallelism).sideBySide(plans, training::trainAlone)
                        : new FoldThreads(1).alone(() -> training.trainInTurn(plans)),
                gathering);
    }

    private static void requireNone(Path run) {
        if (Run.isIn(run)) {
            throw new RunException(run, run + ": holds a run already; choose another folder or delete this one");
        }
    }

    /**
     * Trains one of the folds as {@link #run} does, to the same bits, and does not measure it: for folds that are trained in
     * several processes. {@link #measure} measures them when their runs are together in one folder.
     *
     * @param data as for {@link #run}
     * @param fold the fold, from 0
     * @param folder where its run goes, {@code fold-01} and so on
     * @throws IllegalStateException if the folds continue each other
     * @throws IllegalArgumentException if there is no such fold, the data cannot be cut or augmented so, or the schedule does not fit
     * @throws FoldFailedException if it fails, or there is a run of it already
     */
    public FoldRun trainFold(LabelledData data, int fold, Path folder) {
        checkArgument(fold >= 0 && fold < folds, "fold must be in [0, %s), was %s", folds, fold);
        requireSeparateFolds();
        FoldPlan plan = plans(data).get(fold);
        FoldTraining training = training(new FoldFolders(folder), new OutOfFoldPredictions.Gathering(data.size()));
        return new FoldThreads(1).alone(() -> training.trainUnmeasured(plan));
    }

    /**
     * Measures all folds, whose runs {@link #trainFold} left.
     *
     * @param data as for {@link #trainFold}
     * @param folder where the runs are
     * @return what {@link #run} would have given
     * @throws IllegalStateException if the folds continue each other
     * @throws FoldFailedException if there is no finished run of a fold, or it is that of another cross-validation
     */
    public CrossValidationResult measure(LabelledData data, Path folder) {
        requireSeparateFolds();
        OutOfFoldPredictions.Gathering gathering = new OutOfFoldPredictions.Gathering(data.size());
        FoldTraining training = training(new FoldFolders(folder), gathering);
        return result(data, new FoldThreads(parallelism).sideBySide(plans(data), training::measureTrained), gathering);
    }

    /** Returns the number of folds. */
    public int folds() {
        return folds;
    }

    /**
     * Checks that each fold begins anew, and so can be trained by itself.
     *
     * @throws IllegalStateException if the folds continue each other
     */
    public void requireSeparateFolds() {
        checkState(
                start == FoldStart.RESTART,
                "start must be RESTART for folds that are trained each by itself, was %s",
                start);
    }

    private FoldTraining training(FoldFolders folders, OutOfFoldPredictions.Gathering gathering) {
        return new FoldTraining(
                network,
                new FoldTraining.Settings(
                        folds,
                        epochs,
                        batchSize,
                        augmentation,
                        validationFraction,
                        seed,
                        start,
                        resuming,
                        stop,
                        features,
                        modelName),
                List.copyOf(observers),
                folders,
                gathering);
    }

    private CrossValidationResult result(
            LabelledData data, List<FoldResult> results, OutOfFoldPredictions.Gathering gathering) {
        CrossValidationReport report = new CrossValidationReport(
                data.description(), data.size(), seed, start, results, PooledFigures.of(results, data));
        return new CrossValidationResult(report, gathering.all());
    }

    private List<FoldPlan> plans(LabelledData data) {
        augmentation.requireFor(data.description());
        return new FoldPlanning(folds, epochs, batchSize, validationFraction, seed, start).of(data, schedule);
    }
}
