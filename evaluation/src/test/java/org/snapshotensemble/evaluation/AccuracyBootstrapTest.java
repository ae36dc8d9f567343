package org.snapshotensemble.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccuracyBootstrapTest {

    private static final double LEVEL = 0.95;

    static Stream<JsonNode> golden() {
        return Golden.cases("accuracyBootstrap");
    }

    @ParameterizedTest
    @MethodSource("golden")
    void interval_goldenTable_isThatOfAllOutcomesEnumerated(JsonNode golden) {
        Interval interval = new AccuracyBootstrap(
                        golden.get("examples").intValue(),
                        golden.get("onlyFirst").intValue(),
                        golden.get("onlySecond").intValue())
                .interval(LEVEL);

        assertThat(interval)
                .isEqualTo(new Interval(
                        golden.get("low").doubleValue(), golden.get("high").doubleValue(), LEVEL));
    }

    @Test
    void interval_resamplesDrawn_isTheSameWithinTheirNoise() {
        long seed = 41;
        int examples = 400;
        int onlyFirst = 30;
        int onlySecond = 12;
        SplittableRandom random = new SplittableRandom(seed);
        double[] differences = new double[20_000];
        for (int resample = 0; resample < differences.length; resample++) {
            int difference = 0;
            for (int draw = 0; draw < examples; draw++) {
                int example = random.nextInt(examples);
                difference += example < onlyFirst ? 1 : example < onlyFirst + onlySecond ? -1 : 0;
            }
            differences[resample] = (double) difference / examples;
        }
        Arrays.sort(differences);

        Interval interval = new AccuracyBootstrap(examples, onlyFirst, onlySecond).interval(LEVEL);

        assertThat(interval.low()).as("seed %d", seed).isCloseTo(differences[499], within(1.0 / examples));
        assertThat(interval.high()).as("seed %d", seed).isCloseTo(differences[19_499], within(1.0 / examples));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void interval_knownDifference_coversItAsOftenAsItSays(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int examples = 500;
        int trials = 400;
        int covered = 0;
        for (int trial = 0; trial < trials; trial++) {
            int onlyFirst = 0;
            int onlySecond = 0;
            for (int example = 0; example < examples; example++) {
                double chance = random.nextDouble();
                onlyFirst += chance < 0.08 ? 1 : 0;
                onlySecond += chance >= 0.08 && chance < 0.12 ? 1 : 0;
            }
            Interval interval = new AccuracyBootstrap(examples, onlyFirst, onlySecond).interval(LEVEL);
            covered += interval.low() <= 0.04 && 0.04 <= interval.high() ? 1 : 0;
        }

        // 0.95 give or take three standard errors.
        assertThat((double) covered / trials).as("seed %d", seed).isBetween(0.917, 0.983);
    }

    @Test
    void interval_aMillionExamples_isThatOfTheNormalDistribution() {
        Interval interval = new AccuracyBootstrap(1_000_000, 30_000, 29_000).interval(LEVEL);

        double deviation = 1.959964 * Math.sqrt((0.059 - 0.001 * 0.001) / 1_000_000);
        assertThat(interval.low()).isCloseTo(0.001 - deviation, within(2e-6));
        assertThat(interval.high()).isCloseTo(0.001 + deviation, within(2e-6));
    }

    @Test
    void constructor_moreDiscordantThanExamples_isRefused() {
        assertThatThrownBy(() -> new AccuracyBootstrap(10, 6, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("onlySecond must be >= 0 and <= 4, was 5");
        assertThatThrownBy(() -> new AccuracyBootstrap(0, 0, 0)).hasMessage("examples must be > 0, was 0");
    }
}
