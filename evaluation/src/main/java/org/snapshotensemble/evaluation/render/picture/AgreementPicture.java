package org.snapshotensemble.evaluation.render.picture;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.snapshotensemble.evaluation.diversity.Diversity;
import org.snapshotensemble.evaluation.diversity.MemberPair;
import org.snapshotensemble.evaluation.render.svg.LinearScale;
import org.snapshotensemble.evaluation.render.svg.Svg;
import org.snapshotensemble.evaluation.render.svg.Svg.Anchor;

/** How often each two members disagree, as a square: member by member, the oldest first. */
public final class AgreementPicture {

    private static final int WIDTH = 440;
    private static final int HEIGHT = 424;
    private static final double LEFT = 56;
    private static final double TOP = 30;
    private static final double SIZE = 340;

    /** More members than this have no room for a number in a cell. */
    private static final int MOST_WITH_VALUES = 8;

    private static final int MARKS = 10;

    private AgreementPicture() {}

    /** Draws it. */
    public static Picture of(Diversity diversity) {
        int members =
                diversity.pairs().stream().mapToInt(MemberPair::second).max().orElseThrow() + 1;
        double[][] shares = new double[members][members];
        for (int member = 0; member < members; member++) {
            Arrays.fill(shares[member], Double.NaN);
        }
        for (MemberPair pair : diversity.pairs()) {
            shares[pair.first()][pair.second()] = pair.disagreement();
            shares[pair.second()][pair.first()] = pair.disagreement();
        }
        Svg svg =
                new Svg("chart", WIDTH, HEIGHT, "Matrix: how often each two of %s members disagree".formatted(members));
        HeatMap map = new HeatMap(shares, LEFT, TOP, SIZE);
        map.draw(svg);
        svg.text(0, TOP - 12, Anchor.START, "axis", "member, the oldest first");
        for (int member : labelled(members)) {
            String number = Integer.toString(member + 1);
            svg.text(LEFT - 6, map.middle(member), Anchor.END, "tick", number);
            svg.text(LEFT + (member + 0.5) * map.cell(), TOP + SIZE + 18, Anchor.MIDDLE, "tick", number);
        }
        if (members <= MOST_WITH_VALUES) {
            for (MemberPair pair : diversity.pairs()) {
                String value = String.format(Locale.ROOT, "%.1f", 100 * pair.disagreement());
                map.write(svg, pair.first(), pair.second(), value);
                map.write(svg, pair.second(), pair.first(), value);
            }
        }
        map.key(svg, TOP + SIZE + 32, "of the examples");
        return new Picture(svg.markup(), List.of());
    }

    private static List<Integer> labelled(int members) {
        return LinearScale.of(1, members, 0, 1, MARKS).ticks().stream()
                .filter(tick -> tick == Math.rint(tick))
                .map(tick -> tick.intValue() - 1)
                .filter(member -> member >= 0)
                .toList();
    }
}
