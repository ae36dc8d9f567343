package org.snapshotensemble.snapshot;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snapshotensemble.data.Scaling;

/**
 * What {@code run.json} says of a run.
 *
 * @param formatVersion {@value #FORMAT_VERSION}
 * @param checksum SHA-256 of the file's bytes with these 64 hex digits replaced by zeros
 * @param status how far the run has come
 * @param failure why a failed run was given up
 * @param created when the run began
 * @param schedule the schedule's text form
 * @param seed the seed that the person gave, otherwise that of the network's configuration
 * @param model the network
 * @param training the plan, where the training was this framework's
 * @param data the data, where they are known
 * @param preprocessing what is done to features and targets, where that is known and the data are not
 * @param versions the versions the run was made with
 * @param machine the machine it trained on
 * @param threads the threads that one operation could use
 * @param snapshots the snapshots, oldest first
 */
@JsonPropertyOrder({"formatVersion", "checksum"})
public record RunManifest(
        int formatVersion,
        String checksum,
        RunStatus status,
        Optional<String> failure,
        Instant created,
        String schedule,
        long seed,
        ModelRecord model,
        Optional<TrainingRecord> training,
        Optional<DataRecord> data,
        Optional<Scaling> preprocessing,
        Versions versions,
        Machine machine,
        int threads,
        List<Snapshot> snapshots) {

    /** The version of the format that this code writes. */
    public static final int FORMAT_VERSION = 1;

    static final String NO_CHECKSUM = "0".repeat(64);

    public RunManifest {
        snapshots = List.copyOf(snapshots);
        if (threads < 0) {
            throw new IllegalArgumentException("threads must be >= 0, was " + threads);
        }
        Set<String> ids = new HashSet<>();
        for (Snapshot snapshot : snapshots) {
            if (!ids.add(snapshot.id())) {
                throw new IllegalArgumentException("snapshots must have different ids, two are " + snapshot.id());
            }
            training.map(TrainingRecord::iterations)
                    .filter(iterations -> snapshot.iteration() >= iterations)
                    .ifPresent(iterations -> {
                        throw new IllegalArgumentException("snapshots: iteration must be < the " + iterations
                                + " of the training, was " + snapshot.iteration());
                    });
        }
    }

    /** What is done to raw examples before the network sees them, where it is known. */
    public Optional<Scaling> scaling() {
        return data.map(DataRecord::scaling).or(() -> preprocessing);
    }

    RunManifest withChecksum(String newChecksum) {
        return new RunManifest(
                formatVersion,
                newChecksum,
                status,
                failure,
                created,
                schedule,
                seed,
                model,
                training,
                data,
                preprocessing,
                versions,
                machine,
                threads,
                snapshots);
    }

    /** With one snapshot more, in its place among the others. */
    RunManifest with(Snapshot snapshot) {
        List<Snapshot> more = new ArrayList<>(snapshots);
        more.add(snapshot);
        more.sort(Comparator.comparingInt(Snapshot::iteration));
        return withSnapshots(more);
    }

    RunManifest without(Snapshot snapshot) {
        return withSnapshots(
                snapshots.stream().filter(other -> !other.equals(snapshot)).toList());
    }

    private RunManifest withSnapshots(List<Snapshot> newSnapshots) {
        return new RunManifest(
                formatVersion,
                checksum,
                status,
                failure,
                created,
                schedule,
                seed,
                model,
                training,
                data,
                preprocessing,
                versions,
                machine,
                threads,
                newSnapshots);
    }

    RunManifest withStatus(RunStatus newStatus, Optional<String> newFailure, Optional<TrainingRecord> newTraining) {
        return new RunManifest(
                formatVersion,
                checksum,
                newStatus,
                newFailure,
                created,
                schedule,
                seed,
                model,
                newTraining,
                data,
                preprocessing,
                versions,
                machine,
                threads,
                snapshots);
    }
}
