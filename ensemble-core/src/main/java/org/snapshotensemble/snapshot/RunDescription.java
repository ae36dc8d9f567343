package org.snapshotensemble.snapshot;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.nd4j.linalg.factory.Nd4j;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.ScheduleSpec;
import org.snapshotensemble.snapshot.DataRecord.SourceRecord;

/**
 * What a manifest tells of a run beyond what a listener sees for itself.
 *
 * @param schedule the schedule's text form
 * @param seed the seed that the person gave; the configuration's own where there is none
 * @param modelName what the person calls her network
 * @param training how long the run is planned to be
 * @param data the data it trains on
 * @param preprocessing what is done to its features and targets, where the data are not told
 * @param initialWeights the name and SHA-256 of the model zip whose weights it starts from
 */
public record RunDescription(
        String schedule,
        OptionalLong seed,
        Optional<String> modelName,
        Optional<TrainingRecord> training,
        Optional<DataRecord> data,
        Optional<Scaling> preprocessing,
        Optional<SourceRecord> initialWeights) {

    /** Describes a run of which nothing but the schedule is known. */
    public static RunDescription of(Schedule schedule) {
        return new RunDescription(
                ScheduleSpec.describe(schedule),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Names the seed. */
    public RunDescription withSeed(long given) {
        return new RunDescription(
                schedule, OptionalLong.of(given), modelName, training, data, preprocessing, initialWeights);
    }

    /** Names the network. */
    public RunDescription withModelName(String name) {
        return new RunDescription(schedule, seed, Optional.of(name), training, data, preprocessing, initialWeights);
    }

    /** Adds the plan. */
    public RunDescription withTraining(TrainingRecord plan) {
        return new RunDescription(schedule, seed, modelName, Optional.of(plan), data, preprocessing, initialWeights);
    }

    /** Adds the data, which tell what is done to features and targets. */
    public RunDescription withData(DataRecord record) {
        return new RunDescription(
                schedule, seed, modelName, training, Optional.of(record), Optional.empty(), initialWeights);
    }

    /** Adds what is done to features and targets, in place of a record of the data. */
    public RunDescription withScaling(Scaling scaling) {
        return new RunDescription(
                schedule, seed, modelName, training, Optional.empty(), Optional.of(scaling), initialWeights);
    }

    /** Names the model zip whose weights it starts from. */
    public RunDescription withInitialWeights(SourceRecord source) {
        return new RunDescription(schedule, seed, modelName, training, data, preprocessing, Optional.of(source));
    }

    /** What is done to raw examples before the network sees them, where it is told. */
    public Optional<Scaling> scaling() {
        return data.map(DataRecord::scaling).or(() -> preprocessing);
    }

    /**
     * @throws IllegalArgumentException if the record of the data contradicts the network
     */
    RunManifest manifest(Network network, String modelJson) {
        data.flatMap(record -> DataFit.fault(record, network)).ifPresent(fault -> {
            throw new IllegalArgumentException(fault);
        });
        ModelRecord model = new ModelRecord(
                modelName.orElse(network.kind()),
                network.kind(),
                network.parameters().length(),
                "model.json",
                Hashing.sha256().hashString(modelJson, StandardCharsets.UTF_8).toString(),
                initialWeights);
        return new RunManifest(
                RunManifest.FORMAT_VERSION,
                RunManifest.NO_CHECKSUM,
                RunStatus.RUNNING,
                Optional.empty(),
                Instant.now(),
                schedule,
                seed.orElse(network.seed()),
                model,
                training,
                data,
                preprocessing,
                Versions.current(),
                Machine.current(),
                Nd4j.getEnvironment().maxMasterThreads(),
                List.of());
    }
}
