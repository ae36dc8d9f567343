package org.snapshotensemble.evaluation.render;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.function.Function;
import org.snapshotensemble.evaluation.Comparison;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.ModelScore;

/** The tables and definitions of a report, which differ between classification and regression. */
sealed interface TaskTables permits ClassificationTables, RegressionTables {

    /** The tables that everyone reads. */
    List<Table> main();

    /** The tables for a closer look. */
    List<Table> details();

    /** How the figures are defined. */
    List<String> definitions();

    /** One row a model: the ensemble, the best and the last member, each member, each baseline, the averaged weights. */
    static List<List<String>> modelRows(EnsembleReport report, Function<ModelScore, List<String>> figures) {
        ImmutableList.Builder<List<String>> rows = ImmutableList.builder();
        rows.add(row("ensemble", report.ensemble(), figures));
        rows.add(row("best single: " + report.bestMember().name(), report.bestMember(), figures));
        rows.add(row("last: " + report.lastMember().name(), report.lastMember(), figures));
        report.members().forEach(member -> rows.add(row("member " + member.name(), member, figures)));
        report.baselines().forEach(baseline -> rows.add(row("baseline " + baseline.name(), baseline, figures)));
        report.averaged().ifPresent(averaged -> rows.add(row(averaged.name(), averaged, figures)));
        return rows.build();
    }

    /** One row a size of the growing ensemble. */
    static List<List<String>> growingRows(EnsembleReport report, Function<ModelScore, List<String>> figures) {
        ImmutableList.Builder<List<String>> rows = ImmutableList.builder();
        report.growing()
                .forEach(score -> rows.add(row("last " + Figures.count(score.members(), "member"), score, figures)));
        return rows.build();
    }

    /** What the ensemble is compared with. */
    static String opponent(Comparison comparison) {
        return Figures.plain(switch (comparison.opponent()) {
                    case BEST_MEMBER -> "best single: ";
                    case LAST_MEMBER -> "last: ";
                    case BASELINE -> "baseline ";
                    case AVERAGED_WEIGHTS, OTHER_RUN -> "";
                }
                + comparison.against());
    }

    private static List<String> row(String name, ModelScore score, Function<ModelScore, List<String>> figures) {
        return ImmutableList.<String>builder()
                .add(Figures.plain(name))
                .addAll(figures.apply(score))
                .build();
    }
}
