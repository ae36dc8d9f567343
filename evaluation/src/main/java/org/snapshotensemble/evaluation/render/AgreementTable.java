package org.snapshotensemble.evaluation.render;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.snapshotensemble.evaluation.MemberScore;
import org.snapshotensemble.evaluation.diversity.Diversity;
import org.snapshotensemble.evaluation.diversity.MemberPair;
import org.snapshotensemble.evaluation.render.Table.Column;

/** The numbers of the members' agreement: pair by pair where they are few, else member by member. */
final class AgreementTable {

    private static final int MOST_PAIRS = 200;
    private static final String ID = "agreement";

    private AgreementTable() {}

    static Table of(Diversity diversity, List<MemberScore> members) {
        return diversity.pairs().size() <= MOST_PAIRS ? pairs(diversity, members) : means(diversity, members);
    }

    private static Table pairs(Diversity diversity, List<MemberScore> members) {
        return new Table(
                ID,
                "How much each two members differ",
                List.of(
                        Column.words("one"),
                        Column.words("other"),
                        Column.numbers("disagreement"),
                        Column.numbers("double fault"),
                        Column.numbers("correlation")),
                diversity.pairs().stream()
                        .map(pair -> List.of(
                                name(members, pair.first()),
                                name(members, pair.second()),
                                Figures.percent(pair.disagreement()),
                                Figures.percent(pair.doubleFault()),
                                orNone(pair.correlation())))
                        .toList());
    }

    private static Table means(Diversity diversity, List<MemberScore> members) {
        double[] sums = new double[members.size()];
        for (MemberPair pair : diversity.pairs()) {
            sums[pair.first()] += pair.disagreement();
            sums[pair.second()] += pair.disagreement();
        }
        return new Table(
                ID,
                "How much each member differs from the others",
                List.of(Column.words("member"), Column.numbers("mean disagreement")),
                IntStream.range(0, sums.length)
                        .mapToObj(member ->
                                List.of(name(members, member), Figures.percent(sums[member] / (sums.length - 1))))
                        .toList());
    }

    private static String name(List<MemberScore> members, int member) {
        return Figures.plain(members.get(member).name());
    }

    private static String orNone(OptionalDouble value) {
        return value.isPresent() ? Figures.score(value.getAsDouble()) : "none";
    }
}
