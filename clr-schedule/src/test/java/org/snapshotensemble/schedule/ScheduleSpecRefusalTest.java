package org.snapshotensemble.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleSpecRefusalTest {

    private static final String POLICIES =
            "triangular, triangular2, exp_range, cosine_restarts, snapshot_cosine, one_cycle,"
                    + " fge, step_decay, constant";

    static Stream<Arguments> wrongTexts() {
        return Stream.of(
                // the policy
                arguments("", "expected one of " + POLICIES + ", found the end"),
                arguments("  ", "expected one of " + POLICIES + ", found the end"),
                arguments("(0.1)", "expected one of " + POLICIES + ", found '(' at character 1"),
                arguments("warp(0.1)", "unknown schedule warp at character 1; known are " + POLICIES),
                arguments(
                        " snapshotCosine(max=1)",
                        "unknown schedule snapshotCosine at character 2; known are " + POLICIES
                                + "; did you mean snapshot_cosine?"),
                arguments(
                        "triangel(0.1)",
                        "unknown schedule triangel at character 1; known are " + POLICIES
                                + "; did you mean triangular?"),
                // the brackets
                arguments("constant", "expected '(', found the end"),
                arguments("constant)", "expected '(', found ')' at character 9"),
                arguments("constant(0.1", "expected ')', found the end"),
                arguments("constant((0.1))", "expected the value of rate, found '(' at character 10"),
                arguments("constant(0.1))", "expected nothing after the closing ')'"),
                arguments("constant(0.1) twice", "expected nothing after the closing ')'"),
                arguments("constant(rate=0.1=2)", "expected ')', found '=' at character 18"),
                // the names
                arguments("constant()", "rate must be given; constant takes rate"),
                arguments("triangular(max=1)", "base, stepSize must be given; triangular takes base, max, stepSize"),
                arguments("constant(0.1,0.2)", "rate is given twice, the second time at character 14"),
                arguments(
                        "triangular(max=1,base=0,max=2,stepSize=5)",
                        "max is given twice, the second time at character 29"),
                arguments(
                        "triangular(0.1,1,5)",
                        "expected name=value, found 0.1 at character 12; triangular takes base, max, stepSize"),
                arguments(
                        "triangular(max=1,)",
                        "expected name=value, found ')' at character 18; triangular takes base, max, stepSize"),
                arguments(
                        "triangular(,max=1)",
                        "expected name=value, found ',' at character 12; triangular takes base, max, stepSize"),
                arguments(
                        "triangular(bas=1)",
                        "unknown parameter bas at character 12; triangular takes base, max, stepSize; did you mean base?"),
                arguments(
                        "triangular(step_size=1)",
                        "unknown parameter step_size at character 12; triangular takes base, max, stepSize;"
                                + " did you mean stepSize?"),
                arguments(
                        "triangular(gamma=1)",
                        "unknown parameter gamma at character 12; triangular takes base, max, stepSize"),
                // the values
                arguments("constant(rate=)", "expected the value of rate, found ')' at character 15"),
                arguments("constant(rate= ", "expected the value of rate, found the end"),
                arguments("constant(fast)", "rate must be a number, was fast at character 10"),
                arguments("constant( 0. 1 )", "rate must be a number, was 0. 1 at character 11"),
                arguments("constant(NaN)", "rate must be a number, was NaN at character 10"),
                arguments("constant(0x1p3)", "rate must be a number, was 0x1p3 at character 10"),
                arguments("constant(0.1f)", "rate must be a number, was 0.1f at character 10"),
                arguments("constant(1e999)", "rate must be finite, was Infinity"),
                arguments("constant(-1)", "rate must be >= 0, was -1.0"),
                arguments("triangular(base=2,max=1,stepSize=5e)", "base must be <= max, was base=2.0, max=1.0"),
                arguments(
                        "triangular(base=0,max=1,stepSize=2.5)",
                        "stepSize must be a whole number of iterations (2000) or epochs (5e), was 2.5 at character 34"),
                arguments(
                        "triangular(base=0,max=1,stepSize=2e3)",
                        "stepSize must be a whole number of iterations (2000) or epochs (5e), was 2e3 at character 34"),
                arguments("triangular(base=0,max=1,stepSize=0)", "stepSize must be > 0, was 0"),
                arguments("triangular(base=0,max=1,stepSize=-5)", "stepSize must be > 0, was -5"),
                arguments("triangular(base=0,max=1,stepSize=0e)", "stepSize must be > 0, was 0e at character 34"),
                arguments("triangular(base=0,max=1,stepSize=-5e)", "stepSize must be > 0, was -5e at character 34"),
                arguments(
                        "triangular(base=0,max=1,stepSize=2147483648)",
                        "stepSize must be <= 2147483647, was 2147483648 at character 34"),
                arguments(
                        "triangular(base=0,max=1,stepSize=-2147483649)",
                        "stepSize must be >= -2147483648, was -2147483649 at character 34"),
                arguments(
                        "snapshot_cosine(max=1,total=9,cycles=2.5)",
                        "cycles must be a whole number, was 2.5 at character 38"),
                arguments(
                        "snapshot_cosine(max=1,total=9,cycles=2e)",
                        "cycles must be a whole number, was 2e at character 38"),
                arguments(
                        "snapshot_cosine(max=1,total=9,cycles=10)", "cycles must be <= total, was cycles=10, total=9"),
                arguments("snapshot_cosine(max=1,cycles=0)", "cycles must be > 0, was 0"),
                arguments("snapshot_cosine(max=1,cycles=1,warmup=-1)", "warmup must be >= 0, was -1"),
                arguments("snapshot_cosine(max=1,cycles=1,warmup=0e)", "warmup must be > 0, was 0e at character 39"),
                arguments(
                        "snapshot_cosine(max=1,total=9,cycles=9,warmup=1)",
                        "cycles must be <= total - warmup, was cycles=9, total=9, warmup=1"),
                arguments("one_cycle(max=1,anneal=cosine)", "anneal must be cos or linear, was cosine at character 24"),
                arguments("one_cycle(max=1,pctStart=2)", "pctStart must be in [0, 1], was 2.0"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongTexts")
    void parse_wrongText_saysWhatWhereAndWhatWasExpected(String text, String problem) {
        assertThatThrownBy(() -> ScheduleSpec.parse(text))
                .isInstanceOf(ScheduleSpecException.class)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bad schedule \"" + text + "\": " + problem);
    }

    @Test
    void parse_hugeText_isRefusedWithTheStartOfIt() {
        assertThatThrownBy(() -> ScheduleSpec.parse("(".repeat(1_000_000)))
                .isInstanceOf(ScheduleSpecException.class)
                .hasMessage(
                        "bad schedule \"" + "(".repeat(120) + "…\": it must have at most 1000 characters, had 1000000");
    }

    @Test
    void parse_longestText_isRead() {
        String text = "constant(0.1" + " ".repeat(987) + ")";

        assertThat(text).hasSize(1_000);
        assertThat(ScheduleSpec.parse(text)).hasToString("constant(0.1)");
        assertThat(ScheduleSpec.parse("constant(0." + "1".repeat(980) + ")")
                        .schedule()
                        .rateAt(0))
                .isEqualTo(1.0 / 9);
        assertThatThrownBy(() -> ScheduleSpec.parse("constant(" + "9".repeat(980) + ")"))
                .isInstanceOf(ScheduleSpecException.class)
                .hasMessageEndingWith("rate must be finite, was Infinity");
    }

    @Test
    void parse_controlCharacters_areNotPutIntoTheMessage() {
        assertThatThrownBy(() -> ScheduleSpec.parse("a\n\u001b[31m"))
                .isInstanceOf(ScheduleSpecException.class)
                .message()
                .doesNotContainPattern("\\p{Cntrl}");
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void parse_damagedText_isReadOrRefusedInNoOtherWay(long seed) {
        Random random = new Random(seed);
        for (Schedule schedule : RandomSchedules.ofEveryPolicy(seed)) {
            String damaged = damage(ScheduleSpec.of(schedule).toString(), random);
            Throwable thrown = catchThrowable(() -> {
                ScheduleSpec read = ScheduleSpec.parse(damaged);
                assertThat(ScheduleSpec.parse(read.toString())).isEqualTo(read);
            });
            if (thrown != null) {
                assertThat(thrown).as("seed %d, %s", seed, damaged).isExactlyInstanceOf(ScheduleSpecException.class);
            }
        }
    }

    private static String damage(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        String alphabet = "(),=e.-+0123456789 NaInfx\u0000ü";
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int position = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.deleteCharAt(position);
                case 1 -> damaged.insert(position, alphabet.charAt(random.nextInt(alphabet.length())));
                default -> damaged.setCharAt(position, alphabet.charAt(random.nextInt(alphabet.length())));
            }
        }
        return damaged.toString();
    }
}
