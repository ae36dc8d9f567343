package org.snapshotensemble.schedule.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for the findings of every curve, tried out on random ones. */
class RangeAnalysisPropertiesTest {

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    /** A plateau, a fall, a valley floor and mostly a rise, with noise; some end in NaN. */
    private static RangeCurve curve(long seed) {
        Random random = new Random(seed);
        int points = 12 + random.nextInt(300);
        double noise = random.nextDouble() * 0.1;
        double learns = -5 + random.nextDouble() * 2;
        double breaks = -2 + random.nextDouble() * 3;
        RangeSchedule sweep = RangeSchedule.geometric(1e-6, 10, points);
        List<RangePoint> measured = new ArrayList<>();
        for (int index = 0; index < points; index++) {
            double decade = Math.log10(sweep.rateAt(index));
            double loss = 2.3
                    - 1.8 / (1 + Math.exp(-3 * (decade - learns)))
                    + Math.exp(4 * (decade - breaks))
                    + noise * random.nextGaussian();
            measured.add(new RangePoint(index, sweep.rateAt(index), decade > breaks + 0.8 ? Double.NaN : loss));
        }
        return new RangeCurve(measured);
    }

    private static RangeCurve each(RangeCurve curve, UnaryOperator<RangePoint> change) {
        return new RangeCurve(curve.points().stream().map(change).toList());
    }

    private static List<OptionalDouble> rates(RangeAnalysis analysis) {
        Suggestions suggestions = analysis.suggestions();
        Regimes regimes = analysis.regimes();
        return Stream.of(
                        suggestions.valley(),
                        suggestions.steepest(),
                        suggestions.minimumOverTen(),
                        suggestions.lastBeforeDivergence(),
                        regimes.learns(),
                        regimes.ragged(),
                        regimes.diverges(),
                        analysis.bounds().base(),
                        analysis.bounds().max())
                .map(Finding::rate)
                .toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void of_lossesTimesANumber_findsTheSameRates(long seed) {
        RangeCurve curve = curve(seed);
        // a power of two, so that no rounding comes between
        RangeCurve scaled = each(curve, point -> new RangePoint(point.iteration(), point.rate(), point.loss() * 1024));

        assertThat(rates(RangeAnalysis.of(scaled))).as("seed %d", seed).isEqualTo(rates(RangeAnalysis.of(curve)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void of_ratesTimesANumber_findsRatesTimesIt(long seed) {
        RangeCurve curve = curve(seed);
        RangeCurve shifted = each(curve, point -> new RangePoint(point.iteration(), point.rate() * 64, point.loss()));

        List<OptionalDouble> before = rates(RangeAnalysis.of(curve));
        List<OptionalDouble> after = rates(RangeAnalysis.of(shifted));

        for (int index = 0; index < before.size(); index++) {
            assertThat(after.get(index).isPresent())
                    .as("seed %d, %d", seed, index)
                    .isEqualTo(before.get(index).isPresent());
            if (before.get(index).isPresent()) {
                assertThat(after.get(index).getAsDouble()
                                / (64 * before.get(index).getAsDouble()))
                        .as("seed %d, %d", seed, index)
                        .isCloseTo(1, within(1e-9));
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void of_anyCurve_findsRatesInOrder(long seed) {
        RangeAnalysis analysis = RangeAnalysis.of(curve(seed));

        double diverges = analysis.regimes().diverges().rate().orElse(Double.MAX_VALUE);
        for (OptionalDouble rate : rates(analysis)) {
            assertThat(rate.orElse(1e-6)).as("seed %d", seed).isBetween(1e-7, diverges);
        }
        analysis.bounds().max().rate().ifPresent(max -> {
            assertThat(analysis.bounds().base().rate().orElseThrow()).isLessThanOrEqualTo(max / 4);
            assertThat(max)
                    .isLessThanOrEqualTo(analysis.regimes().ragged().rate().orElse(Double.MAX_VALUE));
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void of_anyCurve_agreesWithTheDefinitionsTakenLiterally(long seed) {
        RangeCurve curve = curve(seed);
        RangeAnalysis analysis = RangeAnalysis.of(curve);
        if (analysis.bounds().max().rate().isEmpty()) {
            return; // of_flatLoss and its neighbours look at these
        }
        Literally literally = new Literally(curve, analysis.smoothing().weight());
        List<OptionalDouble> rates = rates(analysis);
        assertThat(rates.get(1).orElseThrow())
                .as("steepest, seed %d", seed)
                .isCloseTo(literally.steepest(), within(1e-9));
        assertThat(rates.get(2).isPresent()).as("minimum, seed %d", seed).isEqualTo(literally.minimumIsInside());
        rates.get(2)
                .ifPresent(rate -> assertThat(rate)
                        .as("minimum, seed %d", seed)
                        .isCloseTo(literally.minimum() / 10, within(1e-9)));
        assertThat(rates.get(6).orElse(-1))
                .as("divergence, seed %d", seed)
                .isCloseTo(literally.divergence(), within(1e-9));
        assertThat(rates.get(4).orElseThrow()).as("learns, seed %d", seed).isCloseTo(literally.learns(), within(1e-9));
    }

    /** Else what the others say of bounds would be said of none. */
    @Test
    void of_mostCurves_findsBounds() {
        long found = seeds().filter(seed ->
                        RangeAnalysis.of(curve(seed)).bounds().max().rate().isPresent())
                .count();
        assertThat(found).isGreaterThan(seeds().count() / 2);
    }
}
