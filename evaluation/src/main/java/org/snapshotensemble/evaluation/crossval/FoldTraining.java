package org.snapshotensemble.evaluation.crossval;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.snapshotensemble.archive.AllowedClasses;
import org.snapshotensemble.backend.MatrixRows;
import org.snapshotensemble.backend.SingleThreadedOperations;
import org.snapshotensemble.data.Augmentation;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataDescription;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.data.Task;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.evaluation.EnsembleEvaluator;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.ScheduleSpec;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.snapshot.DataRecord.FoldRecord;
import org.snapshotensemble.snapshot.DataRecord.SplitRecord;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.train.RunObserver;
import org.snapshotensemble.train.SnapshotTrainer;

/** Trains a fold and measures it, on the calling thread. */
final class FoldTraining {

    /** Examples in a batch that is measured; one number everywhere, so that the same examples give the same bits. */
    private static final int MEASURED_BATCH = 256;

    /** What all folds have in common. */
    record Settings(
            int folds,
            int epochs,
            int batchSize,
            Augmentation augmentation,
            double validationFraction,
            long seed,
            FoldStart start,
            boolean resuming,
            BooleanSupplier stop,
            Optional<Preprocessing.Kind> features,
            Optional<String> modelName) {}

    private final Supplier<? extends Model> networks;
    private final Settings settings;
    private final List<IntFunction<? extends RunObserver>> observers;
    private final FoldFolders folders;
    private final OutOfFoldPredictions.Gathering gathering;
    private final AtomicReference<@Nullable INDArray> initialWeights = new AtomicReference<>();

    FoldTraining(
            Supplier<? extends Model> networks,
            Settings settings,
            List<IntFunction<? extends RunObserver>> observers,
            FoldFolders folders,
            OutOfFoldPredictions.Gathering gathering) {
        this.networks = networks;
        this.settings = settings;
        this.observers = observers;
        this.folders = folders;
        this.gathering = gathering;
    }

    /**
     * A fold's run.
     *
     * @param network as its training left it
     * @param scaling of its examples
     */
    private record Trained(FoldPlan plan, Path run, Network network, Scaling scaling) {}

    /** Trains folds one after another, each from the weights that the one before ended with. */
    List<FoldResult> trainInTurn(List<FoldPlan> plans) {
        List<FoldResult> results = new ArrayList<>();
        Optional<INDArray> weights = Optional.empty();
        for (FoldPlan plan : plans) {
            Trained trained = train(plan, weights);
            results.add(measure(trained));
            weights = Optional.of(trained.network().parameters());
        }
        return results;
    }

    /**
     * Trains a fold from the network's own weights, and measures it.
     *
     * @throws FoldFailedException if it fails
     */
    FoldResult trainAlone(FoldPlan plan) {
        return measure(train(plan, Optional.empty()));
    }

    /**
     * Trains a fold from the network's own weights, and does not measure it.
     *
     * @throws FoldFailedException if it fails
     */
    FoldRun trainUnmeasured(FoldPlan plan) {
        Path run = train(plan, Optional.empty()).run();
        return new FoldRun(plan.fold(), run, sha256(Objects.requireNonNull(initialWeights.get())));
    }

    /**
     * Measures a fold that was trained before, perhaps by another process.
     *
     * @throws FoldFailedException if there is no finished run of it
     */
    FoldResult measureTrained(FoldPlan plan) {
        return attempt(plan, () -> {
            Network network = Network.of(networks.get());
            Path folder = folders.run(plan.fold());
            requireSame(Run.open(folder), plan);
            return measure(new Trained(
                    plan, folder, network, scaling(network, plan.parts().train())));
        });
    }

    private static void requireFinished(Run run) {
        run.unfinished().ifPresent(why -> {
            throw new RunException(run.folder(), run.folder() + ": must be finished to be measured: " + why);
        });
    }

    /** The run of the plan's fold, trained to its end. */
    private void requireSame(Run run, FoldPlan plan) {
        requireFinished(run);
        requireSame(run, "parts", run.manifest().data().map(DataRecord::split), split(plan.fold()));
        requireSame(
                run,
                "SHA-256",
                run.manifest().data().map(DataRecord::sha256),
                plan.parts().train().description().sha256());
        text(plan.plan().schedule())
                .ifPresent(text ->
                        requireSame(run, "schedule", Optional.of(run.manifest().schedule()), text));
    }

    /** What a schedule of one's own says of itself may differ from process to process. */
    private static Optional<String> text(Schedule schedule) {
        try {
            return Optional.of(ScheduleSpec.of(schedule).toString());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static <T> void requireSame(Run run, String what, Optional<T> trained, T planned) {
        if (!trained.equals(Optional.of(planned))) {
            throw new RunException(
                    run.folder(),
                    run.folder() + ": is not the run of this fold of these data: its " + what + " is "
                            + trained.map(Object::toString).orElse("not told") + ", not " + planned);
        }
    }

    private Trained train(FoldPlan plan, Optional<INDArray> weights) {
        return attempt(plan, () -> {
            // Made on this thread, because making it also seeds the numbers of its dropout.
            Network network = Network.of(networks.get());
            requireSameWeights(network.parameters());
            weights.ifPresent(begin -> network.parameters().assign(begin));
            Scaling scaling = scaling(network, plan.parts().train());
            Run trained = trainer(network, plan, scaling)
                    .train(BatchSource.shuffled(
                            plan.parts().train(),
                            scaling,
                            settings.batchSize(),
                            settings.seed(),
                            settings.augmentation()));
            requireFinished(trained);
            return new Trained(plan, trained.folder(), network, scaling);
        });
    }

    private <T> T attempt(FoldPlan plan, Supplier<T> work) {
        try (SingleThreadedOperations single = SingleThreadedOperations.begin()) {
            return work.get();
        } catch (RuntimeException e) {
            throw new FoldFailedException(plan.fold(), settings.folds(), e);
        }
    }

    private static String sha256(INDArray weights) {
        Hasher hasher = Hashing.sha256().newHasher();
        for (double weight : weights.dup('c').data().asDouble()) {
            hasher.putDouble(weight);
        }
        return hasher.hash().toString();
    }

    /** Otherwise the folds would differ in more than their data. */
    private void requireSameWeights(INDArray weights) {
        INDArray first = initialWeights.get();
        if (first == null && initialWeights.compareAndSet(null, weights.dup())) {
            return;
        }
        INDArray expected = Objects.requireNonNull(initialWeights.get());
        if (!expected.equalsWithEps(weights, 0)) {
            throw new IllegalArgumentException("network must be made with the same weights for each fold,"
                    + " was made with others: give its configuration a seed");
        }
    }

    private Scaling scaling(Network network, LabelledData training) {
        DataDescription description = training.description();
        Preprocessing.Kind usual =
                description.imageSize().isPresent() ? Preprocessing.Kind.RANGE : Preprocessing.Kind.STANDARDIZE;
        Preprocessing.Kind targets = description.task() == Task.REGRESSION && network.takesScaledTargets()
                ? Preprocessing.Kind.STANDARDIZE
                : Preprocessing.Kind.NONE;
        return Scaling.fit(settings.features().orElse(usual), targets, training);
    }

    private SnapshotTrainer trainer(Network network, FoldPlan plan, Scaling scaling) {
        DataDescription description = plan.parts().train().description();
        SnapshotTrainer trainer = SnapshotTrainer.of(network.model(), plan.schedule())
                .saveTo(folders.run(plan.fold()))
                .epochs(settings.epochs())
                .seed(settings.seed())
                .data(DataRecord.of(description, scaling, split(plan.fold()), Optional.empty()));
        settings.modelName().ifPresent(trainer::modelName);
        trainer.stopWhen(settings.stop());
        if (settings.resuming()) {
            trainer.resume();
        }
        if (settings.start() == FoldStart.RESTART) {
            // Other folds may be under way beside it, and their number must not change a bit.
            trainer.workers(1);
        }
        plan.parts()
                .validation()
                .ifPresent(part -> trainer.validateOn(BatchSource.inOrder(part, scaling, MEASURED_BATCH)));
        observers.forEach(observer -> trainer.observe(observer.apply(plan.fold())));
        return trainer;
    }

    private SplitRecord split(int fold) {
        return SplitRecord.ofFold(
                new FoldRecord(settings.folds(), fold), settings.validationFraction(), settings.seed());
    }

    private FoldResult measure(Trained trained) {
        return attempt(trained.plan(), () -> measured(trained));
    }

    private FoldResult measured(Trained trained) {
        FoldPlan plan = trained.plan();
        Path run = trained.run();
        LabelledData test = plan.parts().test();
        BatchSource batches =
                BatchSource.inOrder(test, Scaling.ofFeatures(trained.scaling().features()), MEASURED_BATCH);
        AllowedClasses allowed =
                AllowedClasses.deeplearning4j().withAlsoAllOf(trained.network().configurationJson());
        try (Ensemble ensemble = Ensemble.load(run, allowed)) {
            EnsembleReport report = EnsembleEvaluator.of(ensemble)
                    .data(test.description().source() + ", fold " + (plan.fold() + 1) + " of " + settings.folds())
                    .evaluate(batches);
            List<double[]> answers = new ArrayList<>();
            Iterator<MultiDataSet> epoch = batches.epoch(0);
            while (epoch.hasNext()) {
                answers.addAll(Arrays.asList(
                        MatrixRows.of(ensemble.predict(epoch.next()).exactOutput(0))));
            }
            gathering.put(plan.fold(), plan.testRows().toArray(), answers.toArray(double[][]::new));
            return new FoldResult(
                    plan.fold(),
                    run,
                    plan.parts().train().size(),
                    plan.parts().validation().map(LabelledData::size).orElse(0),
                    report);
        }
    }
}
