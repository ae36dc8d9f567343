package org.snapshotensemble.evaluation.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snapshotensemble.evaluation.render.file.PageStyle;

/** The style sheet's colors, light and dark: text has a contrast of 4.5 (WCAG 2.2, 1.4.3), lines of 3 (1.4.11). */
final class ColorsTest {

    private static final Pattern VARIABLE = Pattern.compile("--([a-z]+): #([0-9a-f]{6});");
    private static final double MOST_HEAT = 0.7;

    /** The first definition of each color is the light one, the second the dark. */
    private static Map<String, double[]> colors(int scheme) throws IOException {
        String style = PageStyle.sheet();
        Map<String, Integer> seen = new HashMap<>();
        Map<String, double[]> colors = new HashMap<>();
        for (MatchResult variable : VARIABLE.matcher(style).results().toList()) {
            if (seen.merge(variable.group(1), 1, Integer::sum) == scheme + 1) {
                int rgb = Integer.parseInt(variable.group(2), 16);
                colors.put(variable.group(1), new double[] {rgb >> 16, rgb >> 8 & 255, rgb & 255});
            }
        }
        return colors;
    }

    private static double[] color(Map<String, double[]> colors, String name) {
        return Objects.requireNonNull(colors.get(name), name);
    }

    private static double luminance(double[] color) {
        double[] linear = new double[3];
        for (int channel = 0; channel < 3; channel++) {
            double value = color[channel] / 255;
            linear[channel] = value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }

    private static double contrast(double[] one, double[] other) {
        double first = luminance(one);
        double second = luminance(other);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double[] mixed(double[] over, double[] under, double opacity) {
        double[] mix = new double[3];
        for (int channel = 0; channel < 3; channel++) {
            mix[channel] = opacity * over[channel] + (1 - opacity) * under[channel];
        }
        return mix;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void colors_lightAndDark_haveContrast(int scheme) throws IOException {
        Map<String, double[]> colors = colors(scheme);
        for (String paper : List.of("paper", "band", "warning")) {
            assertThat(contrast(color(colors, "ink"), color(colors, paper)))
                    .as(paper)
                    .isGreaterThan(4.5);
        }
        assertThat(contrast(color(colors, "quiet"), color(colors, "paper"))).isGreaterThan(4.5);
        for (String line : List.of("ensemble", "single", "member", "baseline", "loss", "yes", "partly", "no")) {
            assertThat(contrast(color(colors, line), color(colors, "paper")))
                    .as(line)
                    .isGreaterThan(3);
        }
        assertThat(contrast(color(colors, "ink"), mixed(color(colors, "heat"), color(colors, "paper"), MOST_HEAT)))
                .isGreaterThan(4.5);
    }
}
