package org.snapshotensemble.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each wrong number is refused with a message that names the parameter, the rule and the value. */
class RefusedNumbersTest {

    private static final double NAN = Double.NaN;
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final AmplitudeFunction ONE = AmplitudeFunction.ofCycle("one", cycle -> 1);

    static Stream<Arguments> wrongNumbers() {
        return Stream.of(
                refused(() -> Schedules.triangular(NAN, 1, 5), "base must be finite, was NaN"),
                refused(() -> Schedules.triangular(-0.1, 1, 5), "base must be >= 0, was -0.1"),
                refused(() -> Schedules.triangular(0, NAN, 5), "max must be finite, was NaN"),
                refused(() -> Schedules.triangular(0, INFINITY, 5), "max must be finite, was Infinity"),
                refused(() -> Schedules.triangular(0, 0, 5), "max must be > 0, was 0.0"),
                refused(() -> Schedules.triangular(0, -1, 5), "max must be > 0, was -1.0"),
                refused(() -> Schedules.triangular(2, 1, 5), "base must be <= max, was base=2.0, max=1.0"),
                refused(() -> Schedules.triangular(0, 1, 0), "stepSize must be > 0, was 0"),
                refused(() -> Schedules.triangular(0, 1, -3), "stepSize must be > 0, was -3"),
                refused(() -> Schedules.triangular2(2, 1, 5), "base must be <= max, was base=2.0, max=1.0"),
                refused(() -> Schedules.triangular2(0, 1, 0), "stepSize must be > 0, was 0"),
                refused(() -> Schedules.expRange(2, 1, 5, 1), "base must be <= max, was base=2.0, max=1.0"),
                refused(() -> Schedules.expRange(0, 1, 5, NAN), "gamma must be finite, was NaN"),
                refused(() -> Schedules.expRange(0, 1, 5, 0), "gamma must be in (0, 1], was 0.0"),
                refused(() -> Schedules.expRange(0, 1, 5, 1.01), "gamma must be in (0, 1], was 1.01"),
                refused(() -> Schedules.cyclic(2, 1, 5, ONE), "base must be <= max, was base=2.0, max=1.0"),
                refused(() -> Schedules.cyclic(0, 1, 0, ONE), "stepSize must be > 0, was 0"),
                refused(() -> Schedules.cosineRestarts(NAN, 0, 5, 1), "max must be finite, was NaN"),
                refused(() -> Schedules.cosineRestarts(0, 0, 5, 1), "max must be > 0, was 0.0"),
                refused(() -> Schedules.cosineRestarts(1, NAN, 5, 1), "min must be finite, was NaN"),
                refused(() -> Schedules.cosineRestarts(1, -1, 5, 1), "min must be >= 0, was -1.0"),
                refused(() -> Schedules.cosineRestarts(1, 2, 5, 1), "min must be <= max, was min=2.0, max=1.0"),
                refused(() -> Schedules.cosineRestarts(1, 0, 0, 1), "cycle must be > 0, was 0"),
                refused(() -> Schedules.cosineRestarts(1, 0, 5, 0), "multiplier must be > 0, was 0"),
                refused(() -> Schedules.cosineRestarts(1, 0, 5, 1, -1), "warmup must be >= 0, was -1"),
                refused(() -> Schedules.stepDecay(1, 1, 5, -1), "warmup must be >= 0, was -1"),
                refused(() -> Schedules.stepDecay(1, 1, 5, 6), "warmup must be <= every, was warmup=6, every=5"),
                refused(() -> Schedules.snapshotCosine(INFINITY, 10, 2), "max must be finite, was Infinity"),
                refused(() -> Schedules.snapshotCosine(0, 10, 2), "max must be > 0, was 0.0"),
                refused(() -> Schedules.snapshotCosine(1, 0, 2), "total must be > 0, was 0"),
                refused(() -> Schedules.snapshotCosine(1, 10, 0), "cycles must be > 0, was 0"),
                refused(() -> Schedules.snapshotCosine(1, 10, -2), "cycles must be > 0, was -2"),
                refused(() -> Schedules.snapshotCosine(1, 10, 11), "cycles must be <= total, was cycles=11, total=10"),
                refused(() -> Schedules.snapshotCosine(1, 10, 2, -1), "warmup must be >= 0, was -1"),
                refused(
                        () -> Schedules.snapshotCosine(1, 10, 2, 9),
                        "cycles must be <= total - warmup, was cycles=2, total=10, warmup=9"),
                refused(() -> Schedules.oneCycle(NAN, 10), "max must be finite, was NaN"),
                refused(() -> Schedules.oneCycle(0, 10), "max must be > 0, was 0.0"),
                refused(() -> Schedules.oneCycle(1, 0), "total must be > 0, was 0"),
                refused(() -> oneCycle(NAN, 25, 100), "pctStart must be finite, was NaN"),
                refused(() -> oneCycle(-0.1, 25, 100), "pctStart must be in [0, 1], was -0.1"),
                refused(() -> oneCycle(1.1, 25, 100), "pctStart must be in [0, 1], was 1.1"),
                refused(() -> oneCycle(0.3, 0.9, 100), "div must be >= 1, was 0.9"),
                refused(() -> oneCycle(0.3, INFINITY, 100), "div must be finite, was Infinity"),
                refused(() -> oneCycle(0.3, 25, 0), "finalDiv must be > 0, was 0.0"),
                refused(() -> oneCycle(0.3, 25, NAN), "finalDiv must be finite, was NaN"),
                refused(
                        () -> oneCycle(0.3, 2, 0.25),
                        "div * finalDiv must be >= 1 (the last rate must be <= max), was div=2.0, finalDiv=0.25"),
                refused(() -> Schedules.fge(NAN, 0, 4), "max must be finite, was NaN"),
                refused(() -> Schedules.fge(0, 0, 4), "max must be > 0, was 0.0"),
                refused(() -> Schedules.fge(1, NAN, 4), "min must be finite, was NaN"),
                refused(() -> Schedules.fge(1, -1, 4), "min must be >= 0, was -1.0"),
                refused(() -> Schedules.fge(1, 2, 4), "min must be <= max, was min=2.0, max=1.0"),
                refused(() -> Schedules.fge(1, 0, 0), "cycle must be > 0, was 0"),
                refused(() -> Schedules.fge(1, 0, -2), "cycle must be > 0, was -2"),
                refused(() -> Schedules.fge(1, 0, 5), "cycle must be even, was 5"),
                refused(() -> Schedules.stepDecay(NAN, 0.1, 5), "initial must be finite, was NaN"),
                refused(() -> Schedules.stepDecay(0, 0.1, 5), "initial must be > 0, was 0.0"),
                refused(() -> Schedules.stepDecay(1, 0, 5), "factor must be in (0, 1], was 0.0"),
                refused(() -> Schedules.stepDecay(1, 1.5, 5), "factor must be in (0, 1], was 1.5"),
                refused(() -> Schedules.stepDecay(1, 0.1, 0), "every must be > 0, was 0"),
                refused(() -> Schedules.constant(NAN), "rate must be finite, was NaN"),
                refused(() -> Schedules.constant(-0.1), "rate must be >= 0, was -0.1"),
                refused(() -> Schedules.singleCycle(Schedules.constant(1), 0), "total must be > 0, was 0"),
                refused(() -> Schedules.triangular(0, 1, 5).cyclesWithin(-1), "iterations must be >= 0, was -1"));
    }

    private static CyclicSchedule oneCycle(double pctStart, double div, double finalDiv) {
        return Schedules.oneCycle(1, 10, pctStart, Annealing.COSINE, div, finalDiv);
    }

    private static Arguments refused(ThrowingCallable call, String message) {
        return arguments(message, call);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongNumbers")
    void new_wrongNumber_isRefused(String message, ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessage(message);
    }

    static List<Schedule> schedules() {
        List<Schedule> schedules = RandomSchedules.ofEveryPolicy(1);
        return Stream.concat(
                        schedules.stream(),
                        Stream.of(
                                Schedules.cyclic(0, 1, 5, ONE),
                                Schedules.singleCycle(Schedules.constant(0.1), 5),
                                Schedules.cosineRestarts(1, 0, 5, 2),
                                Schedules.cosineRestarts(1, 0, 5, 1)))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("schedules")
    void rateAt_negativeIteration_isRefused(Schedule schedule) {
        String message = "iteration must be >= 0, was -1";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> schedule.rateAt(-1))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schedule.momentumAt(-1))
                .withMessage(message);
        if (schedule instanceof CyclicSchedule cyclic) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cyclic.cycleAt(-1))
                    .withMessage(message);
        }
    }

    @Test
    void rateAt_largestRates_doNotOverflow() {
        double max = Double.MAX_VALUE;
        List<Schedule> largest = List.of(
                Schedules.triangular(max / 2, max, 3),
                Schedules.triangular2(max, max, 3),
                Schedules.expRange(0, max, 3, 0.9),
                Schedules.cosineRestarts(max, 1, 3, 2),
                Schedules.snapshotCosine(max, 12, 3),
                Schedules.oneCycle(max, 12),
                Schedules.fge(max, 0, 4),
                Schedules.stepDecay(max, 1, 3));

        for (Schedule schedule : largest) {
            for (int iteration = 0; iteration < 15; iteration++) {
                assertThat(schedule.rateAt(iteration))
                        .as("%s at %d", schedule, iteration)
                        .isFinite();
            }
        }
    }
}
