package org.snapshotensemble.snapshot;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.data.Augmentation;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.Schedule;

/** Compares a run that was broken off with the training that is to go on with it. */
public final class SameTraining {

    private final List<String> differences = new ArrayList<>();

    private SameTraining() {}

    /**
     * Checks that a training is the one that began a run.
     *
     * @param network the network before its first update, under the schedule
     * @throws RunException if it is not; the message tells each difference
     */
    public static void require(Run run, RunDescription description, Schedule schedule, Network network) {
        RunManifest begun = run.manifest();
        SameTraining comparison = new SameTraining();
        comparison.compare("schedule", begun.schedule(), description.schedule());
        comparison.compare("seed", begun.seed(), description.seed().orElse(network.seed()));
        comparison.compareTraining(begun.training(), description.training());
        comparison.compareData(begun.data(), description.data());
        comparison.compareScaling(begun.preprocessing(), description.preprocessing());
        comparison.compareModel(begun.model(), description, schedule, network);
        if (!comparison.differences.isEmpty()) {
            throw new RunException(
                    run.folder(),
                    run.folder() + ": can only be gone on with as it was begun: "
                            + String.join("; ", comparison.differences));
        }
    }

    /**
     * Returns what differs between the process that began a run and this one, a phrase each, and may change the last bits
     * of what it computes.
     */
    public static List<String> environment(Run run) {
        RunManifest begun = run.manifest();
        SameTraining comparison = new SameTraining();
        Versions versions = Versions.current();
        comparison.compare(
                "version of this framework", begun.versions().snapshotEnsemble(), versions.snapshotEnsemble());
        comparison.compare("version of Deeplearning4j", begun.versions().deeplearning4j(), versions.deeplearning4j());
        comparison.compare("version of Java", begun.versions().java(), versions.java());
        Machine machine = Machine.current();
        comparison.compare("operating system", begun.machine().operatingSystem(), machine.operatingSystem());
        comparison.compare("architecture", begun.machine().architecture(), machine.architecture());
        comparison.compare("processor", begun.machine().processor(), machine.processor());
        comparison.compare(
                "number of threads", begun.threads(), Nd4j.getEnvironment().maxMasterThreads());
        return List.copyOf(comparison.differences);
    }

    private void compareTraining(Optional<TrainingRecord> begun, Optional<TrainingRecord> now) {
        if (begun.isEmpty() || now.isEmpty()) {
            compare("plan", begun, now);
            return;
        }
        compare("number of epochs", begun.get().epochs(), now.get().epochs());
        compare(
                "iterations of an epoch",
                begun.get().iterationsPerEpoch(),
                now.get().iterationsPerEpoch());
        compare("batch size", begun.get().batchSize(), now.get().batchSize());
        compare("augmentation", augmentation(begun.get()), augmentation(now.get()));
    }

    private static Augmentation augmentation(TrainingRecord training) {
        return training.augmentation().orElseGet(Augmentation::none);
    }

    /** The same data may have another name now. */
    private void compareData(Optional<DataRecord> begun, Optional<DataRecord> now) {
        if (begun.isEmpty() || now.isEmpty()) {
            compare("data", begun, now);
            return;
        }
        DataRecord one = begun.get();
        DataRecord other = now.get();
        compare("data's SHA-256", one.sha256(), other.sha256());
        compare(
                "test data",
                one.test().map(DataRecord.SourceRecord::sha256),
                other.test().map(DataRecord.SourceRecord::sha256));
        compare("share of test data", one.split().testFraction(), other.split().testFraction());
        compare(
                "share of validation data",
                one.split().validationFraction(),
                other.split().validationFraction());
        compare("seed of the split", one.split().seed(), other.split().seed());
        compare("fold", one.split().fold(), other.split().fold());
        if (differences.isEmpty()) {
            compare("task", one.task(), other.task());
            compareLabel(labelColumn(one), labelColumn(other));
            compare("columns", one.columns(), other.columns());
            compare("classes", one.classes(), other.classes());
            compare("image size", one.imageSize(), other.imageSize());
        }
        // Other columns have other numbers, and by another label other rows train.
        if (differences.isEmpty()) {
            compareScaling(Optional.of(one.scaling()), Optional.of(other.scaling()));
        }
    }

    /** Not every source says it. */
    private void compareLabel(Optional<String> begun, Optional<String> now) {
        if (begun.isPresent() && now.isPresent()) {
            compare("label", quoted(begun.get()), quoted(now.get()));
        }
    }

    /** A run of a person's own program may name its data as no source is named. */
    private static Optional<String> labelColumn(DataRecord data) {
        try {
            return DataSource.parse(data.source()).labelColumn();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String quoted(String name) {
        return "\"" + name + "\"";
    }

    private void compareScaling(Optional<Scaling> begun, Optional<Scaling> now) {
        comparePreprocessing("preprocessing", begun.map(Scaling::features), now.map(Scaling::features));
        comparePreprocessing("preprocessing of the targets", begun.map(Scaling::targets), now.map(Scaling::targets));
    }

    /** The numbers may be millions, and are not shown. */
    private void comparePreprocessing(String what, Optional<Preprocessing> begun, Optional<Preprocessing> now) {
        Optional<String> kindBegun = begun.map(Preprocessing::kind).map(Preprocessing.Kind::text);
        Optional<String> kindNow = now.map(Preprocessing::kind).map(Preprocessing.Kind::text);
        compare(what, kindBegun, kindNow);
        if (kindBegun.equals(kindNow) && !begun.equals(now)) {
            differences.add("the numbers of the " + what + " differ, as those of other training rows do");
        }
    }

    /** Configurations differ where schedule and seed do, and are too long to be shown. */
    private void compareModel(ModelRecord begun, RunDescription description, Schedule schedule, Network network) {
        compare("model", begun.name(), description.modelName().orElse(network.kind()));
        compare(
                "SHA-256 of the initial weights",
                begun.initialWeights().map(DataRecord.SourceRecord::sha256),
                description.initialWeights().map(DataRecord.SourceRecord::sha256));
        if (differences.isEmpty()) {
            String modelJson = PlainConfiguration.at(
                    network.configurationJson(), schedule, 0, network.iteration(), network.epoch());
            compare(
                    "SHA-256 of the network's configuration",
                    begun.sha256(),
                    Hashing.sha256()
                            .hashString(modelJson, StandardCharsets.UTF_8)
                            .toString());
        }
    }

    private void compare(String what, Object begun, Object now) {
        if (!Objects.equals(begun, now)) {
            differences.add("the " + what + " was " + text(begun) + ", is " + text(now));
        }
    }

    private static String text(Object value) {
        return value instanceof Optional<?> optional
                ? optional.map(Object::toString).orElse("not told")
                : value.toString();
    }
}
