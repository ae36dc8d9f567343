package org.snapshotensemble.evaluation.render;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Stream;
import org.snapshotensemble.evaluation.ClassificationAnalysis;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.RegressionAnalysis;
import org.snapshotensemble.evaluation.render.picture.GrowingPicture;

/**
 * The page of a report: the sheet that every format draws, arranged around pictures.
 *
 * @param sheet the formatted report
 * @param cards the figures at the top
 * @param comparisons the tables that stand open below them
 * @param sections the pictures with their tables
 * @param rest the tables that belong to no picture
 */
record Page(Sheet sheet, List<Card> cards, List<Table> comparisons, List<Section> sections, List<Table> rest) {

    private static final String DIFFERENCES = "-differences";

    Page {
        cards = ImmutableList.copyOf(cards);
        comparisons = ImmutableList.copyOf(comparisons);
        sections = ImmutableList.copyOf(sections);
        rest = ImmutableList.copyOf(rest);
    }

    static Page of(EnsembleReport report) {
        Sheet sheet = Sheet.of(report);
        SheetTables tables = new SheetTables(sheet);
        List<Table> comparisons = tables.take(DIFFERENCES);
        ImmutableList.Builder<Section> sections = ImmutableList.builder();
        sections.add(CurveSection.of(report), growing(report, tables));
        if (report.analysis() instanceof ClassificationAnalysis analysis) {
            sections.addAll(new ClassificationSections(report, analysis, tables).sections());
        } else if (report.analysis() instanceof RegressionAnalysis analysis) {
            sections.addAll(new RegressionSections(analysis, tables).sections());
        }
        return new Page(sheet, Card.of(report), comparisons, sections.build(), tables.left());
    }

    /** Whether a picture has something for the script to read. */
    boolean isScripted() {
        return sections.stream()
                .flatMap(section -> section.picture().stream())
                .anyMatch(picture -> picture.data().isPresent());
    }

    /** Whether there are images of examples. */
    boolean hasImages() {
        return sections.stream()
                .flatMap(section -> section.exhibits().stream())
                .anyMatch(exhibit -> exhibit.image().isPresent());
    }

    private static Section growing(EnsembleReport report, SheetTables tables) {
        return new Section(
                Section.Width.HALF,
                "growing-section",
                "What each member adds",
                GrowingPicture.of(report),
                report.members().size() < 2
                        ? "One snapshot alone takes part: there is nothing to combine, and nothing to draw."
                        : "Where the line still %s at its right end, further cycles may pay; where it is flat, fewer members do as"
                                        .formatted(report.analysis() instanceof RegressionAnalysis ? "falls" : "rises")
                                + " well for less.",
                Stream.of(tables.take("growing"), tables.take("models"))
                        .flatMap(List::stream)
                        .toList());
    }
}
