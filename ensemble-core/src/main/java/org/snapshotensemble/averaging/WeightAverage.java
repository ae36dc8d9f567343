package org.snapshotensemble.averaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snapshotensemble.ensemble.MemberSelection;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.Snapshot;

/**
 * One network whose weights are the mean of a run's snapshots': stochastic weight averaging (Izmailov et al. 2018,
 * <a href="https://arxiv.org/abs/1803.05407">Averaging Weights Leads to Wider Optima and Better Generalization</a>,
 * algorithm 1, after the training instead of during it).
 *
 * <pre>{@code
 * Averaged averaged = WeightAverage.of(
 *         Run.open(folder), MemberSelection.last(3), AveragingData.validatedOn(validation).trainedOn(training));
 * if (!averaged.isWorse()) {
 *     averaged.saveTo(Path.of("average.zip"));
 * }
 * }</pre>
 *
 * <p>It predicts as fast as one member. It pays where the members lie in one valley of the loss: short cycles at a small
 * rate, as {@code Schedules.fge} makes them from a trained network; members far apart average to nonsense, which the
 * validation figures tell.
 *
 * <p>Each parameter is averaged in double precision. The running statistics of batch norm are no weights: they are found
 * anew on training batches, {@code sum(n_b m_b) / sum(n_b)} of the batches' means and likewise of their variances, where
 * {@code n_b} is the number of examples of a batch. Constraints are not applied again. Configuration and counters are those
 * of the member that was added last.
 */
public final class WeightAverage {

    private WeightAverage() {}

    /**
     * Averages members.
     *
     * @param run the run; a finished one, unless its newest snapshot is not waited for
     * @param selection which snapshots, at least two; of three or more only some may be good company: see {@link GreedySoup}
     * @throws org.snapshotensemble.snapshot.RunException if the run has no snapshot, or a file is not what the manifest
     *     says, as in {@code Ensemble.load}
     * @throws IllegalArgumentException if the selection selects fewer than two, the data do not fit the network, or it has
     *     batch norm and there are no training batches
     */
    public static Averaged of(Run run, MemberSelection selection, AveragingData data) {
        Contenders contenders = Contenders.select(run, selection, data);
        List<MemberFigures> members = new ArrayList<>();
        Optional<WeightSum> sum = Optional.empty();
        Optional<Network> last = Optional.empty();
        for (Snapshot snapshot : contenders.snapshots()) {
            Network member = contenders.restore(snapshot);
            members.add(new MemberFigures(snapshot, contenders.validate(member), true));
            sum = Optional.of(
                    sum.isPresent() ? contenders.plus(sum.get(), snapshot, member) : WeightSum.of(member.parameters()));
            last = Optional.of(member);
        }
        Network network = contenders.network(sum.orElseThrow(), last.orElseThrow());
        return new Averaged(run, members, network, contenders.validate(network));
    }
}
