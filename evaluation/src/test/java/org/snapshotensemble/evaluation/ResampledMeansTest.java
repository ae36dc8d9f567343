package org.snapshotensemble.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResampledMeansTest {

    private static final double LEVEL = 0.95;

    @Test
    void mean_oneExample_isItsValue() {
        ResampledMeans means = ResampledMeans.of(List.of(new double[] {3.5}), 10, 1);

        assertThat(means.mean(0, 9)).isEqualTo(3.5);
        assertThat(means.interval(resample -> means.mean(0, resample), LEVEL)).isEqualTo(new Interval(3.5, 3.5, LEVEL));
    }

    @Test
    void interval_sameModelTwice_isZero() {
        double[] values = normal(100, 7);
        ResampledMeans means = ResampledMeans.of(List.of(values, values.clone()), 1000, 1);

        assertThat(means.interval(resample -> means.mean(0, resample) - means.mean(1, resample), LEVEL))
                .isEqualTo(new Interval(0, 0, LEVEL));
    }

    @Test
    void interval_ranks_areTheCeilings() {
        ResampledMeans means = ResampledMeans.of(List.of(new double[] {1, 2}), 40, 1);

        // Of the 40 values 0 … 39 those of rank 1 and 39, ranks from 1.
        assertThat(means.interval(resample -> 39 - resample, LEVEL)).isEqualTo(new Interval(0, 38, LEVEL));
    }

    @Test
    void of_sameSeed_drawsTheSame() {
        List<double[]> columns = List.of(normal(50, 3));

        double first = ResampledMeans.of(columns, 5, 11).mean(0, 4);

        assertThat(ResampledMeans.of(columns, 5, 11).mean(0, 4)).isEqualTo(first);
        assertThat(ResampledMeans.of(columns, 5, 12).mean(0, 4)).isNotEqualTo(first);
    }

    /** Below and above the number of examples from which on blocks are drawn. */
    @ParameterizedTest
    @ValueSource(ints = {1_000, ResampledMeans.MAX_BLOCKS, 25_000})
    void interval_normalValues_hasTheWidthOfTheStandardError(int examples) {
        long seed = 5;
        double[] values = normal(examples, seed);
        ResampledMeans means = ResampledMeans.of(List.of(values), 4_000, seed);
        Interval interval = means.interval(resample -> means.mean(0, resample), LEVEL);

        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / examples;
        double width = 2 * 1.959964 * Math.sqrt(variance / examples);
        assertThat(interval.high() - interval.low()).as("seed %d", seed).isCloseTo(width, Percentage.withPercentage(6));
        assertThat((interval.high() + interval.low()) / 2).as("seed %d", seed).isCloseTo(mean, within(0.1 * width));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void interval_knownMean_coversItAsOftenAsItSays(long seed) {
        Random random = new Random(seed);
        int trials = 400;
        int covered = 0;
        for (int trial = 0; trial < trials; trial++) {
            double[] values =
                    random.doubles(150).map(chance -> -Math.log(chance)).toArray();
            ResampledMeans means = ResampledMeans.of(List.of(values), 500, trial);
            Interval interval = means.interval(resample -> means.mean(0, resample), LEVEL);
            covered += interval.low() <= 1 && 1 <= interval.high() ? 1 : 0;
        }

        // A skewed distribution costs the percentile interval a little below 0.95.
        assertThat((double) covered / trials).as("seed %d", seed).isBetween(0.90, 0.98);
    }

    @Test
    void of_modelsOfDifferentLength_isRefused() {
        assertThatThrownBy(() -> ResampledMeans.of(List.of(new double[2], new double[3]), 5, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("every model must have 2 examples, one had 3");
    }

    private static double[] normal(int length, long seed) {
        Random random = new Random(seed);
        double[] values = new double[length];
        Arrays.setAll(values, i -> 2 + random.nextGaussian());
        return values;
    }
}
