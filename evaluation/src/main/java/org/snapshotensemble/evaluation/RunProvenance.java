package org.snapshotensemble.evaluation;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.snapshotensemble.ensemble.Ensemble;
import org.snapshotensemble.snapshot.DataRecord;
import org.snapshotensemble.snapshot.Machine;
import org.snapshotensemble.snapshot.RunManifest;
import org.snapshotensemble.snapshot.TrainingRecord;
import org.snapshotensemble.snapshot.Versions;

/** Reads names and provenance off the manifest of an ensemble's run. */
final class RunProvenance {

    private final Ensemble ensemble;
    private final RunManifest manifest;
    private final int output;
    private final String measuredData;

    RunProvenance(Ensemble ensemble, int output, String measuredData) {
        this.ensemble = ensemble;
        this.manifest = ensemble.run().manifest();
        this.output = output;
        this.measuredData = measuredData;
    }

    Provenance of(int examples, Resampling resampling) {
        return new Provenance(
                ensemble.run().folder().toString(),
                ensemble.run().unfinished(),
                manifest.data().map(RunProvenance::describe).orElse("") + augmentation(),
                measuredData,
                manifest.schedule(),
                OptionalLong.of(manifest.seed()),
                ensemble.combiner().name(),
                describe(manifest.versions()),
                describe(manifest.machine(), manifest.threads()),
                time(
                        manifest.created(),
                        manifest.training().map(TrainingRecord::seconds).orElseGet(OptionalDouble::empty)),
                output,
                ensemble.outputs(),
                examples,
                resampling.resamples(),
                resampling.seed());
    }

    /** The run's class names where it kept as many, and there is one output that they must belong to; else indices. */
    List<String> classNames(int classes) {
        return manifest.data()
                .map(DataRecord::classes)
                .filter(names -> ensemble.outputs() == 1 && names.size() == classes)
                .orElseGet(() -> indices(classes));
    }

    /** The names of a regression's columns. */
    List<String> columnNames(int columns) {
        return indices(columns);
    }

    private static List<String> indices(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    /** To the second: {@code began 2026-03-01 12:30:05 UTC, took 1 h 02 min 07 s}. */
    static String time(Instant began, OptionalDouble seconds) {
        String start = "began "
                + DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT)
                        .withZone(ZoneOffset.UTC)
                        .format(began)
                + " UTC";
        return seconds.isEmpty()
                ? start
                : start + ", took " + length(Duration.ofSeconds(Math.round(seconds.getAsDouble())));
    }

    private static String length(Duration time) {
        if (time.toHours() > 0) {
            return String.format(
                    Locale.ROOT, "%d h %02d min %02d s", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
        }
        return time.toMinutes() > 0
                ? String.format(Locale.ROOT, "%d min %02d s", time.toMinutes(), time.toSecondsPart())
                : time.toSeconds() + " s";
    }

    private String augmentation() {
        return manifest.training()
                .flatMap(TrainingRecord::augmentation)
                .map(augmentation -> ", augmented by " + augmentation.text())
                .orElse("");
    }

    private static String describe(DataRecord data) {
        return data.source() + ", SHA-256 " + data.sha256();
    }

    private static ImmutableMap<String, String> describe(Versions versions) {
        return ImmutableMap.of(
                "Snapshot Ensemble",
                versions.snapshotEnsemble(),
                "Deeplearning4j",
                versions.deeplearning4j(),
                "Java",
                versions.java());
    }

    private static String describe(Machine machine, int threads) {
        return "%s %s, %s processors, %s threads"
                .formatted(machine.operatingSystem(), machine.architecture(), machine.processors(), threads);
    }
}
