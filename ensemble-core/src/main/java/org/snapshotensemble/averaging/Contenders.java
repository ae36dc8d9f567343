package org.snapshotensemble.averaging;

import java.util.Comparator;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snapshotensemble.data.Preprocessing;
import org.snapshotensemble.data.Scaling;
import org.snapshotensemble.ensemble.MemberSelection;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.RunException;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.snapshot.ValidationFigures;
import org.snapshotensemble.snapshot.ValidationScorer;

/** The members that might be averaged, on the disk: one of them is in memory at a time. */
final class Contenders {

    private static final Logger LOG = LoggerFactory.getLogger(Contenders.class);

    private final Run run;
    private final List<Snapshot> snapshots;
    private final AveragingData data;
    private final ValidationScorer scorer;

    private Contenders(Run run, List<Snapshot> snapshots, AveragingData data) {
        this.run = run;
        this.snapshots = List.copyOf(snapshots);
        this.data = data;
        this.scorer = ValidationScorer.on(data.validation());
    }

    static Contenders select(Run run, MemberSelection selection, AveragingData data) {
        if (run.snapshots().isEmpty()) {
            throw new RunException(run.folder(), run.folder() + ": the run has no snapshot to average");
        }
        List<Snapshot> selected = selection.selectInOrder(run.snapshots());
        if (selected.size() < 2) {
            throw new IllegalArgumentException("members must be at least 2 to be averaged, were " + selected.size());
        }
        run.unfinished()
                .ifPresent(why -> LOG.warn(
                        "{}: the run is not finished ({}); snapshots so far: {}",
                        run.folder(),
                        why,
                        run.snapshots().size()));
        return new Contenders(run, selected, data);
    }

    Run run() {
        return run;
    }

    List<Snapshot> snapshots() {
        return snapshots;
    }

    Network restore(Snapshot snapshot) {
        return run.restore(snapshot);
    }

    /** What a network reaches on the validation data. */
    ValidationFigures validate(Network network) {
        return scorer.measure(network, targets(run));
    }

    /** What was done to the targets that the members learnt. */
    static Preprocessing targets(Run run) {
        return run.manifest().scaling().map(Scaling::targets).orElseGet(Preprocessing::none);
    }

    /**
     * The network of averaged weights.
     *
     * @param like a member, whose configuration and counters it takes
     * @throws IllegalArgumentException if batch norm needs training batches and there are none
     */
    Network network(WeightSum sum, Network like) {
        INDArray mean = sum.mean(like.parameters().dataType());
        Network network = Network.restore(like.configurationJson(), mean);
        if (BatchNormRefresh.isNeededBy(network)) {
            BatchNormRefresh.refresh(
                    network,
                    data.training()
                            .orElseThrow(() -> new IllegalArgumentException(
                                    "training batches must be given: the network has batch norm, whose means and"
                                            + " variances must be found anew for averaged weights")));
        }
        return network;
    }

    /** Adds a member's weights. */
    WeightSum plus(WeightSum sum, Snapshot snapshot, Network member) {
        if (member.parameters().length() != sum.sum().length()) {
            throw new RunException(
                    run.files().manifest(),
                    run.files().manifest() + ": snapshots must have the same network to be averaged, " + snapshot.id()
                            + " has " + member.parameters().length() + " parameters, one before it has "
                            + sum.sum().length());
        }
        return sum.plus(member.parameters());
    }

    /** Best first; of equals, the earlier one. */
    static Comparator<MemberFigures> bestFirst() {
        return (one, other) -> one.validation().betterThan(other.validation())
                ? -1
                : other.validation().betterThan(one.validation()) ? 1 : 0;
    }
}
