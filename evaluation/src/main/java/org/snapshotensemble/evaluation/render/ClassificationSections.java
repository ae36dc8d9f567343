package org.snapshotensemble.evaluation.render;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snapshotensemble.evaluation.ClassMetrics;
import org.snapshotensemble.evaluation.ClassificationAnalysis;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.render.Section.Width;
import org.snapshotensemble.evaluation.render.picture.AgreementPicture;
import org.snapshotensemble.evaluation.render.picture.ConfusionPicture;
import org.snapshotensemble.evaluation.render.picture.CostPicture;
import org.snapshotensemble.evaluation.render.picture.ReliabilityPicture;

/**
 * The pictures that classifications alone have.
 *
 * @param report the report
 * @param analysis its analysis
 * @param tables the sheet's tables, which these sections take theirs from
 */
record ClassificationSections(EnsembleReport report, ClassificationAnalysis analysis, SheetTables tables) {

    List<Section> sections() {
        return List.of(cost(), agreement(), reliability(), confusion(), WonSection.of(report, analysis.won()));
    }

    private Section cost() {
        return new Section(
                Width.HALF,
                "cost",
                "What accuracy costs",
                CostPicture.of(report),
                costWords(),
                Stream.of(List.of(CostTable.of(report)), tables.take("cascade"), tables.take("weights"))
                        .flatMap(List::stream)
                        .toList());
    }

    private String costWords() {
        if (report.combination().cascade().isPresent()) {
            return "The further left a point, the fewer members are asked. The thresholds but its own are there to see what they"
                    + " cost; one that is picked from them flatters.";
        }
        if (report.members().size() < 2) {
            return "One snapshot alone takes part: an example costs one answer.";
        }
        String cascade = "A cascade asks further members only of what is still unsure: evaluate --combine cascade.";
        return "The further left a point, the cheaper a prediction. "
                + (report.averaged().isPresent()
                        ? cascade
                        : cascade
                                + " One network of averaged weights costs as little as one member: average, then evaluate"
                                + " --average.");
    }

    private Section agreement() {
        return new Section(
                Width.HALF,
                "agreement-section",
                "How much the members differ",
                analysis.diversity().map(AgreementPicture::of),
                analysis.diversity().isPresent()
                        ? "A cell is the share of examples of which one of two members alone is right. The stronger its color,"
                                + " the more there is to gain from combining them; pale neighbors are near copies."
                        : "One snapshot alone takes part: there is nobody to differ from.",
                ImmutableList.<Table>builder()
                        .addAll(analysis.diversity()
                                .map(diversity -> List.of(AgreementTable.of(diversity, report.members())))
                                .orElse(List.of()))
                        .addAll(tables.take("diversity"))
                        .build());
    }

    private Section reliability() {
        return new Section(
                Width.HALF,
                "reliability-section",
                "Are the probabilities what they say?",
                Optional.of(ReliabilityPicture.of(analysis.calibration(), analysis.tempered())),
                "Below the dotted line the ensemble is surer than it should be, above it too modest. "
                        + (analysis.tempered().isPresent()
                                ? "The temperature was fitted on validation data."
                                : "No temperature was fitted, for want of validation data."),
                ImmutableList.<Table>builder()
                        .add(ReliabilityTable.of(analysis.calibration(), analysis.tempered()))
                        .addAll(tables.take("calibration"))
                        .addAll(tables.take("uncertainty"))
                        .build());
    }

    private Section confusion() {
        List<String> names =
                report.ensemble().perClass().stream().map(ClassMetrics::name).toList();
        ConfusionPicture picture = ConfusionPicture.of(report.ensemble().confusion(), names);
        String which = names.size() > picture.classes()
                ? "Of %s classes %s are shown, those that are confused most among them. "
                        .formatted(names.size(), picture.classes())
                : "";
        return new Section(
                Width.HALF,
                "confusion-section",
                "What is taken for what",
                Optional.of(picture.draw()),
                which
                        + "Colored cells away from the diagonal are where more or better examples of these classes would help"
                        + " most.",
                Stream.of(tables.take("confusion"), tables.take("classes"))
                        .flatMap(List::stream)
                        .toList());
    }
}
