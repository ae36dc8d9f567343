package org.snapshotensemble.evaluation.render;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snapshotensemble.evaluation.RegressionAnalysis;
import org.snapshotensemble.evaluation.example.FitSample;
import org.snapshotensemble.evaluation.render.Section.Width;
import org.snapshotensemble.evaluation.render.Table.Column;
import org.snapshotensemble.evaluation.render.picture.FitPicture;

/**
 * The pictures that regressions alone have: two a column.
 *
 * @param analysis the report's analysis
 * @param tables the sheet's tables, which these sections take theirs from
 */
record RegressionSections(RegressionAnalysis analysis, SheetTables tables) {

    private static final List<Double> SHARES = List.of(0.05, 0.25, 0.5, 0.75, 0.95);

    List<Section> sections() {
        ImmutableList.Builder<Section> sections = ImmutableList.builder();
        for (int place = 0; place < analysis.fits().size(); place++) {
            FitSample sample = analysis.fits().get(place);
            sections.add(predictions(sample, place), residuals(sample, place));
        }
        return sections.build();
    }

    private Section predictions(FitSample sample, int place) {
        return new Section(
                Width.HALF,
                "fit-" + place,
                "Predicted against true" + ofColumn(sample),
                Optional.of(FitPicture.ofPredictions(sample)),
                shown(sample)
                        + "Points far from the dotted line are the ones to look at; a cloud flatter than it says that"
                        + " extremes are not dared.",
                tables.take("columns"));
    }

    private Section residuals(FitSample sample, int place) {
        return new Section(
                Width.HALF,
                "residuals-" + place,
                "What is wrong with it" + ofColumn(sample),
                Optional.of(FitPicture.ofResiduals(sample)),
                shown(sample)
                        + "A cloud that widens or bends has something left to learn; one above the dotted line is too"
                        + " high on the whole.",
                Stream.concat(Stream.of(quantiles(sample, place)), tables.take("coverage").stream())
                        .toList());
    }

    private String ofColumn(FitSample sample) {
        return analysis.fits().size() == 1 ? "" : ": " + Figures.plain(sample.column());
    }

    private static String shown(FitSample sample) {
        return sample.points().size() == sample.of()
                ? ""
                : "%s of %s examples, spread evenly over the data. "
                        .formatted(sample.points().size(), sample.of());
    }

    private static Table quantiles(FitSample sample, int place) {
        return new Table(
                "quantiles-" + place,
                "Predicted minus true: what a share of the points does not exceed",
                List.of(Column.words("share of the points"), Column.numbers("predicted minus true")),
                SHARES.stream()
                        .map(share ->
                                List.of(Figures.percent(share), Figures.quantityChange(sample.residualQuantile(share))))
                        .toList());
    }
}
