package org.snapshotensemble.benchmarks.claim;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.snapshotensemble.evaluation.render.picture.Picture;
import org.snapshotensemble.evaluation.render.picture.Picture.LegendEntry;
import org.snapshotensemble.evaluation.render.svg.Frame;
import org.snapshotensemble.evaluation.render.svg.LinearScale;
import org.snapshotensemble.evaluation.render.svg.Svg;
import org.snapshotensemble.evaluation.render.svg.Svg.Anchor;
import org.snapshotensemble.evaluation.render.svg.TickText;

/**
 * The accuracy of each recipe of a group, a row each: a dot a seed, a bar at their mean, the number beside it. What is far
 * behind is not drawn, or nothing could be seen of the others.
 */
final class ClaimPicture {

    private static final int WIDTH = 720;
    private static final int ROW = 24;
    private static final int TOP = 16;
    private static final int BELOW = 52;
    private static final double NAMES = 320;
    private static final double NUMBERS = 70;
    private static final double DOT = 3.5;
    private static final double BAR = 8;
    private static final int MARKS = 6;
    private static final double BASELINE = 4;

    private ClaimPicture() {}

    /**
     * Draws it.
     *
     * @param group has the reference among its recipes
     */
    static Picture of(ResultGroup group) {
        List<String> recipes = group.recipes().keySet().stream()
                .filter(recipe -> !group.done(recipe).isEmpty() && !recipe.equals(ClaimRecipes.PEERS))
                .toList();
        List<String> near =
                recipes.stream().filter(recipe -> !group.isFarBehind(recipe)).toList();
        int height = TOP + ROW * recipes.size() + BELOW;
        Frame frame = new Frame(NAMES, TOP, WIDTH - NUMBERS, height - (double) BELOW);
        LinearScale across = LinearScale.rounded(
                all(group, near).min().orElseThrow(),
                all(group, near).max().orElseThrow(),
                frame.left(),
                frame.right(),
                MARKS);
        Svg svg = new Svg(
                "chart wide",
                WIDTH,
                height,
                "Dots: accuracy on the test data of %s recipes under each seed".formatted(recipes.size()));
        for (double tick : across.ticks()) {
            svg.line(across.at(tick), frame.top(), across.at(tick), frame.bottom(), "grid");
        }
        frame.across(svg, across, TickText.PERCENT, "accuracy on the test data");
        if (near.contains(ClaimRecipes.REFERENCE)) {
            double reference = across.at(group.accuracy(ClaimRecipes.REFERENCE).orElseThrow());
            svg.line(reference, frame.top(), reference, frame.bottom(), "line single");
        }
        for (int row = 0; row < recipes.size(); row++) {
            drawRow(svg, across, group, recipes.get(row), TOP + (row + 0.5) * ROW);
        }
        return new Picture(
                svg.markup(),
                List.of(
                        new LegendEntry("mark ensemble", "several networks predict, under a seed"),
                        new LegendEntry("mark member", "one network predicts"),
                        new LegendEntry("line single", ClaimRecipes.REFERENCE + ", mean")));
    }

    private static DoubleStream all(ResultGroup group, List<String> recipes) {
        return recipes.stream().flatMap(recipe -> group.done(recipe).stream()).mapToDouble(CellResult::accuracy);
    }

    private static void drawRow(Svg svg, LinearScale across, ResultGroup group, String recipe, double y) {
        List<CellResult> results = group.done(recipe);
        String look = results.get(0).figures().getOrDefault(CellResult.MEMBERS, 1.0) > 1 ? "ensemble" : "member";
        double mean = group.accuracy(recipe).orElseThrow();
        svg.text(NAMES - 2 * BAR, y + BASELINE, Anchor.END, "tick", recipe);
        if (group.isFarBehind(recipe)) {
            svg.text(NAMES + BAR, y + BASELINE, Anchor.START, "tick", "far to the left");
        } else {
            for (CellResult result : results) {
                svg.circle(across.at(result.accuracy()), y, DOT, "mark " + look);
            }
            svg.line(across.at(mean), y - BAR, across.at(mean), y + BAR, "line " + look);
        }
        svg.text(
                WIDTH - NUMBERS + 2 * BAR,
                y + BASELINE,
                Anchor.START,
                "tick",
                String.format(Locale.ROOT, "%.2f %%", 100 * mean));
    }
}
