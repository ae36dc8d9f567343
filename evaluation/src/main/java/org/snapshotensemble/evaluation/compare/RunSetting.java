package org.snapshotensemble.evaluation.compare;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.snapshotensemble.data.Augmentation;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.snapshot.DataRecord.SplitRecord;
import org.snapshotensemble.snapshot.RunManifest;
import org.snapshotensemble.snapshot.TrainingRecord;

/**
 * One setting of several runs.
 *
 * @param name what it is
 * @param values one a run; empty where a run's manifest does not know
 */
public record RunSetting(String name, List<String> values) {

    private static final String CONFIGURATION = "model.json";

    public RunSetting {
        values = ImmutableList.copyOf(values);
    }

    /** Whether it is the same in all runs. */
    public boolean isSame() {
        return values.stream().distinct().count() == 1;
    }

    /** The settings of runs; those that none of them knows are left out. */
    static List<RunSetting> of(List<RunManifest> runs) {
        return ImmutableList.of(
                        setting("schedule", runs, RunManifest::schedule),
                        setting("seed", runs, run -> Long.toString(run.seed())),
                        setting(
                                "model",
                                runs,
                                run -> run.model().name() + ", " + run.model().parameters() + " parameters"),
                        setting(
                                CONFIGURATION,
                                runs,
                                run -> "SHA-256 " + run.model().sha256()),
                        setting(
                                "initial weights",
                                runs,
                                run -> run.model()
                                        .initialWeights()
                                        .map(source -> source.source() + ", SHA-256 " + source.sha256())
                                        .orElse("drawn by the seed")),
                        training("epochs", runs, TrainingRecord::epochs),
                        training("batch", runs, TrainingRecord::batchSize),
                        training("iterations", runs, TrainingRecord::iterations),
                        training(
                                "workers",
                                runs,
                                record -> record.workers().isPresent()
                                        ? Integer.toString(record.workers().getAsInt())
                                        : ""),
                        training(
                                "augmentation",
                                runs,
                                record -> record.augmentation()
                                        .map(Augmentation::text)
                                        .orElse("none")),
                        data("data", runs, record -> record.source() + ", SHA-256 " + record.sha256()),
                        data("test data", runs, record -> TestData.of(record).toString()),
                        data("split", runs, record -> describe(record.split())),
                        data(
                                "scaling",
                                runs,
                                record -> record.preprocessing().kind().text()),
                        setting(
                                "snapshots",
                                runs,
                                run -> Integer.toString(run.snapshots().size())),
                        setting(
                                "software",
                                runs,
                                run -> "Snapshot Ensemble "
                                        + run.versions().snapshotEnsemble() + ", Deeplearning4j "
                                        + run.versions().deeplearning4j() + ", Java "
                                        + run.versions().java()),
                        setting(
                                "machine",
                                runs,
                                run -> run.machine().operatingSystem() + " "
                                        + run.machine().architecture() + ", "
                                        + run.machine().processors() + " processors, "
                                        + run.threads() + " threads"))
                .stream()
                .filter(setting -> !setting.name.equals(CONFIGURATION) || sameButForIt(runs))
                .filter(setting -> setting.values.stream().anyMatch(value -> !value.isEmpty()))
                .toList();
    }

    /** The configuration holds the schedule and the seed, too: where these differ, that it does tells nothing. */
    private static boolean sameButForIt(List<RunManifest> runs) {
        return runs.stream()
                        .map(run -> run.schedule() + " " + run.seed())
                        .distinct()
                        .count()
                == 1;
    }

    private static String describe(SplitRecord split) {
        return "validation " + split.validationFraction() + " of the rest, seed " + split.seed();
    }

    private static RunSetting setting(String name, List<RunManifest> runs, Function<RunManifest, String> value) {
        return new RunSetting(name, runs.stream().map(value).toList());
    }

    private static RunSetting training(String name, List<RunManifest> runs, Function<TrainingRecord, Object> value) {
        return optional(name, runs, run -> run.training().map(value));
    }

    private static RunSetting data(String name, List<RunManifest> runs, Function<DataRecord, Object> value) {
        return optional(name, runs, run -> run.data().map(value));
    }

    private static RunSetting optional(
            String name, List<RunManifest> runs, Function<RunManifest, Optional<Object>> value) {
        return setting(name, runs, run -> value.apply(run).map(Object::toString).orElse(""));
    }
}
