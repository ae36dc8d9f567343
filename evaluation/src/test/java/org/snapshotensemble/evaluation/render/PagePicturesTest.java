package org.snapshotensemble.evaluation.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.snapshotensemble.evaluation.ConfusionMatrix;
import org.snapshotensemble.evaluation.EnsembleReport;
import org.snapshotensemble.evaluation.curve.LossRange;
import org.snapshotensemble.evaluation.curve.Stretch;
import org.snapshotensemble.evaluation.curve.TrainingCurve;
import org.snapshotensemble.evaluation.example.FitSample;
import org.snapshotensemble.evaluation.render.picture.ConfusionPicture;
import org.snapshotensemble.evaluation.render.picture.FitPicture;

/** What the pictures show, and what stands in their places where there is nothing to see. */
final class PagePicturesTest {

    private static Document page(EnsembleReport report) throws IOException {
        StringBuilder out = new StringBuilder();
        new HtmlRenderer().render(report, out);
        return Jsoup.parse(out.toString());
    }

    private static List<String> texts(Document page, String selector) {
        return page.select(selector).eachText();
    }

    @Test
    void top_classification_hasTheVerdictAndFourFigures() throws IOException {
        Document page = page(SampleReports.classification());

        assertThat(texts(page, ".cards h2")).containsExactly("Ensemble", "Best single", "Last", "Baseline");
        assertThat(texts(page, ".cards .figure")).containsExactly("92.50 %", "89.00 %", "89.50 %", "90.00 %");
        assertThat(texts(page, ".card p:nth-of-type(2)").get(0)).isEqualTo("95 % interval 88.00 to 95.40");
    }

    @Test
    void top_noBaseline_saysSo() throws IOException {
        assertThat(texts(page(SampleReports.regression()), ".card.none p"))
                .containsExactly("none", "not measured", "train with a baseline to have one");
    }

    @Test
    void sections_oneSnapshotWithoutHistory_sayWhyThereIsNothingToSee() throws IOException {
        assertThat(texts(page(SampleReports.flattering()), ".empty"))
                .contains(
                        "The run's folder has no readable history.csv: there is nothing to draw.",
                        "One snapshot alone takes part: there is nothing to combine, and nothing to draw.",
                        "One snapshot alone takes part: there is nobody to differ from.");
    }

    @Test
    void growing_threeMembers_hasAPointASize() throws IOException {
        Document page = page(SampleReports.classification());

        assertThat(page.select("#growing-section svg circle.ensemble")).hasSize(3);
        assertThat(page.select("#growing-section svg circle.member")).hasSize(3);
        assertThat(page.select("#growing-section svg line.baseline")).hasSize(1);
        assertThat(page.select("#growing tbody tr")).hasSize(3);
    }

    @Test
    void training_lossesThatAreNoNumbers_areLeftOutAndCounted() throws IOException {
        Stretch broken = new Stretch(0, 0, 0.1, 0.1, 0.1, 0.1, Optional.empty());
        Document page = page(SampleReports.classification()
                .withCurve(new TrainingCurve(
                        List.of(broken),
                        1,
                        List.of(new TrainingCurve.Trough("cycle-0001", 0, 0.1, OptionalDouble.empty())))));

        assertThat(texts(page, "#training .words").get(0))
                .endsWith(" Left out: 1 iteration whose loss is no finite number. The run kept no validation figures.");
        assertThat(texts(page, "#troughs tbody tr")).containsExactly("cycle-0001 0 0.10000 none none");
    }

    @Test
    void training_oneIteration_isDrawn() throws IOException {
        Stretch only = new Stretch(5, 5, 0.1, 0.1, 0.1, 0.1, Optional.of(new LossRange(2, 2, 2, 1)));
        Document page = page(SampleReports.classification().withCurve(new TrainingCurve(List.of(only), 0, List.of())));

        assertThat(page.select("#training svg.chart path").eachAttr("d"))
                .isNotEmpty()
                .noneMatch(path -> path.contains("NaN"));
        assertThat(page.select("#training").text()).doesNotContain("trough, where a snapshot was kept");
    }

    @Test
    void training_enormousLoss_isANumberForTheScript() throws IOException {
        Stretch enormous = new Stretch(0, 0, 0.1, 0.1, 0.1, 0.1, Optional.of(new LossRange(1, 1e300, 5e299, 2)));
        Document page =
                page(SampleReports.classification().withCurve(new TrainingCurve(List.of(enormous), 0, List.of())));

        assertThat(page.select("#curve-data").get(0).data()).contains("[0,0,0.1,0.1,1.0,5.0E299,1.0E300]");
    }

    @Test
    void agreement_threeMembers_hasBothNumbersOfEachPair() throws IOException {
        assertThat(texts(page(SampleReports.classification()), "#agreement-section svg .value"))
                .containsExactly("8.0", "8.0", "10.5", "10.5", "8.5", "8.5");
    }

    @Test
    void agreement_manyMembers_isAFewPathsAndARowAMember() throws IOException {
        Document page = page(LargeReports.of(200, 3));

        assertThat(page.select("#agreement-section svg path").size()).isLessThan(25);
        assertThat(page.select("#agreement tbody tr")).hasSize(200);
    }

    @Test
    void confusion_manyClasses_showsTheMostConfusedAndSaysSo() throws IOException {
        int[][] counts = new int[100][100];
        for (int label = 0; label < 100; label++) {
            counts[label][label] = 10;
        }
        for (int label = 40; label < 60; label += 2) {
            counts[label][label + 1] = 3;
        }
        Document page = page(SampleReports.ofConfusion(counts));

        assertThat(page.select("#confusion-section svg .tick").stream()
                        .map(Element::text)
                        .filter(text -> text.matches("\\d+"))
                        .toList())
                .hasSize(40)
                .startsWith("40", "40", "41", "41")
                .endsWith("59", "59");
        assertThat(texts(page, "#confusion-section .words").get(0))
                .startsWith("Of 100 classes 20 are shown, those that are confused most among them.");
        assertThat(texts(page, "#confusion caption")).containsExactly("The ensemble's confusions, all of them");
    }

    /** Names of the same beginning must not become the same. */
    @Test
    void confusion_longNames_stayApart() {
        List<String> names = List.of("category 1", "category 2", "class_0001");
        String svg = ConfusionPicture.of(ConfusionMatrix.of(new int[3][3]), names)
                .draw()
                .svg();
        assertThat(svg).contains(">cate…ry 1<", ">cate…ry 2<", ">clas…0001<");
    }

    /** One confusion among thousands is not none. */
    @Test
    void confusion_ofTinyShares_hasAKeyThatDoesNotEndAtNone() {
        String svg = ConfusionPicture.of(
                        ConfusionMatrix.of(new int[][] {{29_999, 1}, {0, 30_000}}), List.of("cat", "dog"))
                .draw()
                .svg();
        assertThat(svg).contains(">0.003 % of ");
    }

    @Test
    void reliability_binsWithExamples_areMarksBeforeAndAfter() throws IOException {
        Document page = page(SampleReports.classification());

        assertThat(page.select("#reliability-section svg circle.ensemble")).hasSize(1);
        assertThat(page.select("#reliability-section svg circle.single")).hasSize(2);
        assertThat(texts(page, "#reliability tbody tr"))
                .containsExactly(
                        "50.00 % to 100.00 % 200 96.00 % 92.50 %",
                        "tempered, 0.00 % to 50.00 % 2 48.00 % 50.00 %",
                        "tempered, 50.00 % to 100.00 % 198 93.40 % 92.90 %");
    }

    @Test
    void cost_cascade_marksItsOwnThreshold() throws IOException {
        Document page = page(SampleReports.cascade());

        assertThat(page.select("#cost svg circle.mark.ensemble")).hasSize(5);
        assertThat(page.select("#cost svg circle.ring")).hasSize(1);
        assertThat(texts(page, "#cost-of-each tbody tr"))
                .containsExactly(
                        "ensemble 1.34 92.50 %",
                        "all members 3.00 93.00 %", "baseline " + SampleReports.BASELINE + " 1.00 90.00 %");
    }

    @Test
    void cost_withoutACascade_isThatOfTheGrowingEnsemble() throws IOException {
        Document page = page(SampleReports.averaged());

        assertThat(page.select("#cost svg circle.mark.ensemble")).hasSize(3);
        assertThat(page.select("#cost svg circle.mark.baseline")).hasSize(1);
        assertThat(page.select("#cost svg circle.mark.averaged")).hasSize(1);
        assertThat(texts(page, "#cost-of-each tbody tr"))
                .containsExactly(
                        "last 1 1.00 89.50 %",
                        "last 2 2.00 91.00 %",
                        "last 3 3.00 92.50 %",
                        "baseline " + SampleReports.BASELINE + " 1.00 90.00 %",
                        "averaged weights 1.00 91.00 %");
        assertThat(texts(page, "#cost .words").get(0)).endsWith("evaluate --combine cascade.");
        assertThat(texts(page(SampleReports.classification()), "#cost .words").get(0))
                .endsWith("average, then evaluate --average.");
    }

    @Test
    void cost_weights_isThatOfTheMembersThatHaveOne() throws IOException {
        assertThat(texts(page(SampleReports.weights()), "#cost-of-each tbody tr"))
                .startsWith("last 1 1.00 89.50 %", "last 2 2.00 91.00 %", "last 3 2.00 92.50 %");
    }

    @Test
    void cost_oneMemberAlone_hasNothingToSee() throws IOException {
        assertThat(texts(page(SampleReports.ofConfusion(new int[][] {{8, 2}, {1, 9}})), "#cost .empty"))
                .containsExactly("One snapshot alone takes part: an example costs one answer.");
    }

    @Test
    void won_examples_haveTheirRowsAndCounts() throws IOException {
        Document page = page(TrainedReports.ofImages());

        assertThat(texts(page, ".gallery li")).containsExactly("Row 3 cat, not dog", "Row 117 owl, not cat");
        assertThat(page.select(".gallery img")).hasSize(2);
        assertThat(texts(page, "#won-section .words"))
                .containsExactly(
                        "The first 2 of 9 examples that the ensemble alone gets right; the best single member alone"
                                + " gets 2 right. Rows count from 0 in the measured data.");
        assertThat(texts(page(SampleReports.classification()), "#won-section .empty"))
                .containsExactly(
                        "There is no example that the ensemble gets right and the best single member does not.");
    }

    @Test
    void regression_twoColumns_hasTwoPicturesOfEach() throws IOException {
        Document page = page(SampleReports.regression());

        assertThat(texts(page, "section h2"))
                .containsExactly(
                        "How the training went",
                        "What each member adds",
                        "Predicted against true: height",
                        "What is wrong with it: height",
                        "Predicted against true: weight",
                        "What is wrong with it: weight");
        assertThat(texts(page, "#fit-0 .words").get(0)).startsWith("20 of 200 examples, spread evenly over the data. ");
        assertThat(page.select("#fit-1 svg path").attr("d").chars().filter(command -> command == 'M'))
                .hasSize(20);
        assertThat(texts(page, "#quantiles-0 tbody tr"))
                .containsExactly(
                        "5.00 % -1.7000", "25.00 % -0.80000", "50.00 % 0", "75.00 % +0.80000", "95.00 % +1.7000");
    }

    /** The line that says where nothing is wrong lies at nothing wrong. */
    @Test
    void residuals_allOfOneSign_haveZeroOnTheirAxis() {
        List<FitSample.Point> points = List.of(new FitSample.Point(1, 6), new FitSample.Point(2, 12));
        assertThat(FitPicture.ofResiduals(new FitSample("height", points, 2)).svg())
                .contains(">0<", ">10<");
    }
}
