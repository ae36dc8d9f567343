package org.snapshotensemble.evaluation.crossval;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.archive.AllowedClasses;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.network.OutputKind;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;

/**
 * All folds' members as one ensemble, for examples that none of them has seen: k folds with M members each are k·M members.
 *
 * <pre>{@code
 * try (FoldEnsemble folds = FoldEnsemble.load(Path.of("runs/folds"))) {
 *     INDArray probabilities = folds.predict(rawFeatures).output();
 * }
 * }</pre>
 *
 * <p>It takes raw features, because each fold has a scaling of its own, and gives the mean of the folds' answers, each of
 * which is the mean of the fold's members. Any number of threads may predict at once. For the examples of the
 * cross-validation itself it is no honest predictor: most members were trained on them;
 * {@link OutOfFoldPredictions} are.
 */
public final class FoldEnsemble implements AutoCloseable {

    private final List<Ensemble> folds;

    private FoldEnsemble(List<Ensemble> folds) {
        this.folds = ImmutableList.copyOf(folds);
    }

    /**
     * Loads every snapshot of every fold.
     *
     * @param folder the folder of the cross-validation, with the runs {@code fold-01}, {@code fold-02}, …
     * @throws RunException if a fold is missing, not finished or of another cross-validation, or as
     *     {@link Ensemble#load(Path)}
     */
    public static FoldEnsemble load(Path folder) {
        return load(folder, AllowedClasses.deeplearning4j());
    }

    /** As {@link #load(Path)}, for networks with classes of one's own. */
    public static FoldEnsemble load(Path folder, AllowedClasses allowed) {
        FoldFolders folders = new FoldFolders(folder);
        DataRecord first = data(Run.open(folders.run(0)));
        int count = first.split().fold().orElseThrow().folds();
        List<Ensemble> loaded = new ArrayList<>();
        try {
            for (int fold = 0; fold < count; fold++) {
                Run run = Run.open(folders.run(fold));
                requireFold(run, fold, first);
                loaded.add(Ensemble.load(run.folder(), allowed));
            }
            return new FoldEnsemble(loaded);
        } catch (RuntimeException | Error e) {
            loaded.forEach(Ensemble::close);
            throw e;
        }
    }

    private static DataRecord data(Run run) {
        return run.manifest()
                .data()
                .filter(data -> data.split().fold().isPresent())
                .orElseThrow(() -> new RunException(
                        run.folder(), run.files().manifest() + ": must be a fold of a cross-validation, is a run"));
    }

    private static void requireFold(Run run, int fold, DataRecord first) {
        DataRecord data = data(run);
        DataRecord.FoldRecord expected =
                new DataRecord.FoldRecord(first.split().fold().orElseThrow().folds(), fold);
        DataRecord.FoldRecord found = data.split().fold().orElseThrow();
        if (!found.equals(expected)
                || !data.sha256().equals(first.sha256())
                || data.split().seed() != first.split().seed()) {
            throw new RunException(
                    run.folder(),
                    run.files().manifest() + ": must be fold " + expected
                            + " of the same data and seed as fold 1, is fold "
                            + found + " of " + data.source() + " with seed "
                            + data.split().seed());
        }
        run.unfinished().ifPresent(why -> {
            throw new RunException(run.folder(), run.folder() + ": the fold is not finished: " + why);
        });
    }

    /** Returns the folds' ensembles, in order; closing this closes them. */
    public List<Ensemble> folds() {
        return folds;
    }

    /** Returns the number of members of all folds together. */
    public int size() {
        return folds.stream().mapToInt(Ensemble::size).sum();
    }

    /**
     * Predicts.
     *
     * @param raw features as the source of the data has them, {@code [examples, …]}
     * @throws IllegalStateException if this is closed
     * @throws IllegalArgumentException if there is no example, or they have another number of features
     */
    public FoldPrediction predict(INDArray raw) {
        checkArgument(raw.rank() >= 2, "raw must be [examples, …], had %s dimensions", raw.rank());
        List<INDArray> answers = new ArrayList<>();
        for (Ensemble fold : folds) {
            answers.add(fold.predict(fold.preprocess(raw)).exactOutput(0));
        }
        INDArray stacked = Nd4j.stack(0, answers.toArray(INDArray[]::new));
        INDArray mean = Nd4j.zeros(DataType.DOUBLE, answers.get(0).shape());
        answers.forEach(mean::addi);
        mean.divi(folds.size());
        OutputKind kind = folds.get(0).outputKind(0);
        return new FoldPrediction(stacked, mean, kind);
    }

    /** Lets go of all members; a later prediction is refused. */
    @Override
    public void close() {
        folds.forEach(Ensemble::close);
    }
}
