package org.snapshotensemble.evaluation.render.picture;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.snapshotensemble.evaluation.CombinedScore;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.MemberWeight;

/**
 * What a way to predict costs, and what it gives.
 *
 * @param name the way
 * @param asked how many networks it asks of an example, on average
 * @param accuracy its accuracy, a fraction
 */
public record CostPoint(String name, double asked, double accuracy) {

    /** All ways of a report but a cascade's other thresholds: the ensembles, the baselines, the averaged weights. */
    public static List<CostPoint> all(EnsembleReport report) {
        ImmutableList.Builder<CostPoint> points = ImmutableList.builder();
        if (report.combination().cascade().isPresent()) {
            points.add(own(report));
            everyMember(report).ifPresent(points::add);
        } else {
            points.addAll(growing(report));
        }
        points.addAll(baselines(report));
        averaged(report).ifPresent(points::add);
        return points.build();
    }

    /** What the ensemble itself does. */
    static CostPoint own(EnsembleReport report) {
        return new CostPoint(
                "ensemble",
                report.combination().membersAsked().mean(),
                report.ensemble().accuracy());
    }

    /** The ensembles of the last 1, 2, … members, by those of them that have a weight. */
    static List<CostPoint> growing(EnsembleReport report) {
        List<MemberWeight> weights = report.combination().weights();
        return report.growing().stream()
                .map(score -> new CostPoint(score.name(), asked(weights, score.members()), score.accuracy()))
                .toList();
    }

    /** Of a cascade, what all members give. */
    static Optional<CostPoint> everyMember(EnsembleReport report) {
        int members = report.members().size();
        return report.combination()
                .cascade()
                .map(figures -> new CostPoint("all members", members, figures.accuracyOfAll()));
    }

    /** What the baselines do. */
    static List<CostPoint> baselines(EnsembleReport report) {
        return report.baselines().stream()
                .map(score -> of("baseline " + score.name(), score))
                .toList();
    }

    /** What one network of averaged weights does. */
    static Optional<CostPoint> averaged(EnsembleReport report) {
        return report.averaged().map(score -> of(score.name(), score));
    }

    private static CostPoint of(String name, CombinedScore score) {
        return new CostPoint(name, score.members(), score.accuracy());
    }

    /** How many of the last members need be asked: those with a weight; where none of them has one, they all count alike. */
    private static double asked(List<MemberWeight> weights, int last) {
        long weighty = IntStream.range(Math.max(0, weights.size() - last), weights.size())
                .filter(member -> weights.get(member).share() > 0)
                .count();
        return weighty == 0 ? last : weighty;
    }
}
