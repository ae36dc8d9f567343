package org.snapshotensemble.evaluation.render;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.snapshotensemble.ensemble.CascadePoint;
import org.snapshotensemble.evaluation.CascadeFigures;
import org.snapshotensemble.evaluation.Combination;
import org.snapshotensemble.evaluation.MemberWeight;
import org.snapshotensemble.evaluation.MembersAsked;
import org.snapshotensemble.evaluation.render.Table.Column;

/**
 * What a person reads of how members count and how many are asked.
 *
 * @param combination what there is to show
 * @param rule the rule's name
 */
record CombinationTables(Combination combination, String rule) {

    private static final String GREEDY = "greedy";

    private static final double LARGEST_COUNT = 1e6;
    private static final double ROUNDING = 1e-9;

    private static final String WEIGHTS_DEFINITION =
            "A member's weight is its share of the ensemble's answer; one with none need not be asked. Given is what the"
                    + " share was computed from, such as a validation accuracy. The command chooses weights on validation"
                    + " data, never on the examples of this report.";
    private static final String CASCADE_DEFINITION =
            "A cascade asks members one after another until the mean of those asked gives a class at least the threshold's"
                    + " probability. Its own threshold was there before the examples of this report were seen: the command"
                    + " chooses it on validation data. The other thresholds show what accuracy costs on these examples; one that is picked"
                    + " from them flatters. A cost is that of all members in percent, counted in members asked.";

    /** The weights and the cascade, where there are any. */
    List<Table> tables() {
        List<Table> tables = new ArrayList<>();
        if (!combination.weights().isEmpty()) {
            tables.add(weights());
        }
        combination.cascade().map(this::cascade).ifPresent(tables::add);
        return tables;
    }

    /** How the figures of the tables are defined. */
    List<String> definitions() {
        List<String> definitions = new ArrayList<>();
        if (!combination.weights().isEmpty()) {
            definitions.add(WEIGHTS_DEFINITION);
        }
        combination.cascade().ifPresent(figures -> definitions.add(CASCADE_DEFINITION));
        return definitions;
    }

    /** One sentence on the cost, where not all members are asked. */
    Optional<String> sentence() {
        return combination.membersAsked().areAll()
                ? Optional.empty()
                : Optional.of("Members asked of an example: " + asked() + ".");
    }

    List<Sheet.Fact> facts() {
        ImmutableList.Builder<Sheet.Fact> facts = ImmutableList.builder();
        facts.add(new Sheet.Fact("Members asked of an example", asked()));
        combination.cascade().ifPresent(figures -> {
            facts.add(new Sheet.Fact("Asked in the order", String.join(", ", figures.order())));
            facts.add(new Sheet.Fact(
                    "Asked no more from a probability of",
                    Figures.threshold(figures.used().threshold())));
        });
        return facts.build();
    }

    private String asked() {
        MembersAsked asked = combination.membersAsked();
        if (asked.areAll()) {
            return "%s of %s".formatted(asked.of(), asked.of());
        }
        return combination.cascade().isPresent()
                ? String.format(Locale.ROOT, "%.2f of %d on average", asked.mean(), asked.of())
                : String.format(Locale.ROOT, "%.0f of %d, those with a weight", asked.mean(), asked.of());
    }

    private Table weights() {
        List<Column> columns = new ArrayList<>(List.of(Column.words("member"), Column.numbers("weight")));
        boolean computed =
                combination.weights().stream().anyMatch(weight -> Math.abs(weight.given() - weight.share()) > ROUNDING);
        if (computed) {
            columns.add(Column.numbers(rule.startsWith(GREEDY) ? "times selected" : "given"));
        }
        return new Table(
                "weights",
                "How much each member counts",
                columns,
                combination.weights().stream()
                        .map(weight -> computed
                                ? List.of(name(weight), Figures.score(weight.share()), given(weight.given()))
                                : List.of(name(weight), Figures.score(weight.share())))
                        .toList());
    }

    private static String name(MemberWeight weight) {
        return Figures.plain(weight.member());
    }

    /** A count without decimals. */
    private static String given(double weight) {
        return weight == Math.rint(weight) && weight < LARGEST_COUNT
                ? String.format(Locale.ROOT, "%.0f", weight)
                : Figures.quantity(weight);
    }

    private Table cascade(CascadeFigures figures) {
        List<List<String>> rows = new ArrayList<>();
        for (CascadePoint point : figures.curve()) {
            String threshold = Figures.threshold(point.threshold());
            rows.add(row(
                    point.equals(figures.used()) ? threshold + " (used)" : threshold,
                    point.membersAsked(),
                    point.accuracy(),
                    figures));
        }
        rows.add(row("all members", combination.membersAsked().of(), figures.accuracyOfAll(), figures));
        return new Table(
                "cascade",
                "The cascade: accuracy against members asked; (used) is its own threshold",
                List.of(
                        Column.words("threshold"),
                        Column.numbers("members asked"),
                        Column.numbers("cost"),
                        Column.numbers("accuracy"),
                        Column.numbers("minus all, in points")),
                rows);
    }

    private List<String> row(String threshold, double asked, double accuracy, CascadeFigures figures) {
        return List.of(
                threshold,
                String.format(Locale.ROOT, "%.2f", asked),
                Figures.percent(asked / combination.membersAsked().of()),
                Figures.percent(accuracy),
                Figures.points(accuracy - figures.accuracyOfAll()));
    }
}
