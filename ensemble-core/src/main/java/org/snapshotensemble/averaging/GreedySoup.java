package org.snapshotensemble.averaging;

import java.util.ArrayList;
import java.util.List;
import org.snapshotensemble.ensemble.MemberSelection;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.snapshot.Run;
import org.snapshotensemble.snapshot.Snapshot;
import org.snapshotensemble.snapshot.ValidationFigures;

/**
 * One network whose weights are the mean of those snapshots that go well together: a greedy soup (Wortsman et al. 2022,
 * <a href="https://arxiv.org/abs/2203.05482">Model soups</a>, algorithm 1).
 *
 * <p>The members are tried from the best to the worst by validation accuracy, of equal accuracy by log loss, for
 * regression by squared error. The first begins the soup; each other one stays in if the soup with it is not worse than
 * without, by the same figures. So the soup is never worse than the best member on the data that choose, and may be that
 * member alone. Those data have chosen often: what it is really worth, only other data tell.
 *
 * <p>How weights and batch norm are averaged, {@link WeightAverage} tells; batch norm makes each trial a pass over the
 * training batches. The best member alone keeps its own running statistics.
 */
public final class GreedySoup {

    private GreedySoup() {}

    /**
     * Makes the soup.
     *
     * @param run the run; a finished one, unless its newest snapshot is not waited for
     * @param selection which snapshots are tried, at least two
     * @throws org.snapshotensemble.snapshot.RunException if the run has no snapshot, or a file is not what the manifest
     *     says, as in {@code Ensemble.load}
     * @throws IllegalArgumentException if the selection selects fewer than two, the data do not fit the network, or it has
     *     batch norm and there are no training batches
     */
    public static Averaged of(Run run, MemberSelection selection, AveragingData data) {
        Contenders contenders = Contenders.select(run, selection, data);
        List<MemberFigures> measured = new ArrayList<>();
        for (Snapshot snapshot : contenders.snapshots()) {
            measured.add(new MemberFigures(snapshot, contenders.validate(contenders.restore(snapshot)), false));
        }
        List<MemberFigures> order = new ArrayList<>(measured);
        order.sort(Contenders.bestFirst());

        MemberFigures best = order.get(0);
        List<Snapshot> in = new ArrayList<>(List.of(best.snapshot()));
        Network soup = contenders.restore(best.snapshot());
        ValidationFigures reached = best.validation();
        WeightSum sum = WeightSum.of(soup.parameters());
        for (MemberFigures next : order.subList(1, order.size())) {
            Network member = contenders.restore(next.snapshot());
            WeightSum trial = contenders.plus(sum, next.snapshot(), member);
            Network stirred = contenders.network(trial, member);
            ValidationFigures figures = contenders.validate(stirred);
            if (!reached.betterThan(figures)) {
                in.add(next.snapshot());
                soup = stirred;
                reached = figures;
                sum = trial;
            }
        }
        List<MemberFigures> members = measured.stream()
                .map(member ->
                        new MemberFigures(member.snapshot(), member.validation(), in.contains(member.snapshot())))
                .toList();
        return new Averaged(run, members, soup, reached);
    }
}
