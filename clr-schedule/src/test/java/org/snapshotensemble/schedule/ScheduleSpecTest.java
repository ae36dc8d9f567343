package org.snapshotensemble.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleSpecTest {

    @Test
    void schedule_everyPolicy_isTheOneThatSchedulesMakes() {
        assertThat(ScheduleSpec.parse("triangular(base=0.001,max=0.006,stepSize=2000)")
                        .schedule())
                .isEqualTo(Schedules.triangular(0.001, 0.006, 2000));
        assertThat(ScheduleSpec.parse("triangular2(base=0.001,max=0.006,stepSize=2000)")
                        .schedule())
                .isEqualTo(Schedules.triangular2(0.001, 0.006, 2000));
        assertThat(ScheduleSpec.parse("exp_range(base=0.001,max=0.006,stepSize=2000,gamma=0.99994)")
                        .schedule())
                .isEqualTo(Schedules.expRange(0.001, 0.006, 2000, 0.99994));
        assertThat(ScheduleSpec.parse("cosine_restarts(max=0.1,min=0.001,cycle=10,multiplier=2)")
                        .schedule())
                .isEqualTo(Schedules.cosineRestarts(0.1, 0.001, 10, 2));
        assertThat(ScheduleSpec.parse("snapshot_cosine(max=0.2,total=1000,cycles=5)")
                        .schedule())
                .isEqualTo(Schedules.snapshotCosine(0.2, 1000, 5));
        assertThat(ScheduleSpec.parse("one_cycle(max=0.5,total=100,pctStart=0.4,anneal=linear,div=5,finalDiv=7)")
                        .schedule())
                .isEqualTo(Schedules.oneCycle(0.5, 100, 0.4, Annealing.LINEAR, 5, 7));
        assertThat(ScheduleSpec.parse("fge(max=0.05,min=0.0005,cycle=80)").schedule())
                .isEqualTo(Schedules.fge(0.05, 0.0005, 80));
        assertThat(ScheduleSpec.parse("step_decay(initial=0.1,factor=0.5,every=1000)")
                        .schedule())
                .isEqualTo(Schedules.stepDecay(0.1, 0.5, 1000));
        assertThat(ScheduleSpec.parse("constant(0.01)").schedule()).isEqualTo(Schedules.constant(0.01));
    }

    @Test
    void parse_numbersLeftOut_takesTheDefaults() {
        assertThat(ScheduleSpec.parse("one_cycle(max=0.5,total=100)").schedule())
                .isEqualTo(Schedules.oneCycle(0.5, 100));
        assertThat(ScheduleSpec.parse("cosine_restarts(max=0.1,cycle=10)").schedule())
                .isEqualTo(Schedules.cosineRestarts(0.1, 0, 10, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "triangular(stepSize=2000,max=6e-3,base=.001)     | triangular(base=0.001,max=0.006,stepSize=2000)",
                "constant(rate=1E-5)                              | constant(0.00001)",
                "constant(10000.0)                                | constant(10000)",
                "constant(-0.0)                                   | constant(0)",
                "one_cycle(max=0.5)                               | one_cycle(max=0.5,pctStart=0.3,anneal=cos,div=25,finalDiv=10000)",
                "cosine_restarts(max=0.1,cycle=010e)              | cosine_restarts(max=0.1,min=0,cycle=10e,multiplier=1)",
                "snapshot_cosine(cycles=5,total=40e,max=+0.2)     | snapshot_cosine(max=0.2,total=40e,cycles=5)",
                "snapshot_cosine(warmup=1e,max=0.2,cycles=5)      | snapshot_cosine(max=0.2,cycles=5,warmup=1e)",
                "snapshot_cosine(max=0.2,cycles=5,warmup=0)       | snapshot_cosine(max=0.2,cycles=5)",
                "cosine_restarts(warmup=9,max=0.1,cycle=10)       | cosine_restarts(max=0.1,min=0,cycle=10,multiplier=1,warmup=9)",
                "step_decay(warmup=1e,initial=1,factor=.1,every=3)| step_decay(initial=1,factor=0.1,every=3,warmup=1e)"
            })
    void toString_anyText_isCanonical(String text, String canonical) {
        assertThat(ScheduleSpec.parse(text)).hasToString(canonical);
        assertThat(ScheduleSpec.parse(canonical))
                .isEqualTo(ScheduleSpec.parse(text))
                .hasToString(canonical);
    }

    @Test
    void resolve_warmupInEpochs_isInIterations() {
        ScheduleSpec spec = ScheduleSpec.parse("snapshot_cosine(max=0.2,cycles=5,warmup=2e)");

        assertThat(spec.hasEpochs()).isTrue();
        ScheduleSpec resolved = spec.resolve(30).withDefaultTotal(600);
        assertThat(resolved).hasToString("snapshot_cosine(max=0.2,total=600,cycles=5,warmup=60)");
        assertThat(resolved.schedule()).isEqualTo(Schedules.snapshotCosine(0.2, 600, 5, 60));
        assertThat(ScheduleSpec.of(resolved.schedule())).isEqualTo(resolved);
        assertThatThrownBy(() -> spec.resolve(30).withDefaultTotal(64))
                .isInstanceOf(ScheduleSpecException.class)
                .hasMessageContaining("cycles must be <= total - warmup, was cycles=5, total=64, warmup=60");
        // A warm-up of unknown length may fit.
        assertThat(ScheduleSpec.parse("snapshot_cosine(max=1,total=9,cycles=8,warmup=1e)")
                        .hasEpochs())
                .isTrue();
        assertThat(resolved("cosine_restarts(max=0.1,cycle=3e,warmup=1e)"))
                .isEqualTo(Schedules.cosineRestarts(0.1, 0, 90, 1, 30));
        assertThat(resolved("step_decay(initial=0.1,factor=0.5,every=3e,warmup=3e)"))
                .isEqualTo(Schedules.stepDecay(0.1, 0.5, 90, 90));
        assertThatThrownBy(() -> resolved("step_decay(initial=0.1,factor=0.5,every=59,warmup=2e)"))
                .isInstanceOf(ScheduleSpecException.class)
                .hasMessageContaining("warmup must be <= every, was warmup=60, every=59");
    }

    private static Schedule resolved(String text) {
        return ScheduleSpec.parse(text).resolve(30).schedule();
    }

    @Test
    void parse_whiteSpaceBetweenAllParts_isIgnored() {
        assertThat(ScheduleSpec.parse(" \ttriangular ( base = 0.1 ,\n max=0.5 , stepSize = 3e ) \r\n"))
                .isEqualTo(ScheduleSpec.parse("triangular(base=0.1,max=0.5,stepSize=3e)"));
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void parse_textOfAnySchedule_isEqualAgain(long seed) {
        for (Schedule schedule : RandomSchedules.ofEveryPolicy(seed)) {
            ScheduleSpec spec = ScheduleSpec.of(schedule);

            assertThat(spec.schedule()).as("seed %d", seed).isEqualTo(schedule);
            assertThat(ScheduleSpec.parse(spec.toString()))
                    .as("seed %d", seed)
                    .isEqualTo(spec)
                    .hasSameHashCodeAs(spec);
            assertThat(ScheduleSpec.parse(spec.toString()).schedule())
                    .as("seed %d", seed)
                    .isEqualTo(schedule);
            assertThat(schedule).as("seed %d", seed).hasToString(spec.toString());
        }
    }

    @Test
    void equals_otherNumberOrPolicyOrUnit_isFalse() {
        ScheduleSpec spec = ScheduleSpec.parse("triangular(base=0.1,max=0.5,stepSize=3)");

        assertThat(spec)
                .isNotEqualTo(ScheduleSpec.parse("triangular(base=0.1,max=0.5,stepSize=4)"))
                .isNotEqualTo(ScheduleSpec.parse("triangular(base=0.1,max=0.5,stepSize=3e)"))
                .isNotEqualTo(ScheduleSpec.parse("triangular2(base=0.1,max=0.5,stepSize=3)"));
        assertThat(spec.policy()).isEqualTo("triangular");
    }

    @Test
    void of_scheduleWithACallersAmplitude_hasItsNameAndCannotBeParsed() {
        Schedule schedule = Schedules.cyclic(0.1, 0.5, 3, AmplitudeFunction.ofCycle("my-sine", cycle -> 1));
        ScheduleSpec spec = ScheduleSpec.of(schedule);

        assertThat(spec).hasToString("cyclic(base=0.1,max=0.5,stepSize=3,amplitude=my-sine)");
        assertThat(spec.schedule()).isEqualTo(schedule);
        assertThatThrownBy(() -> ScheduleSpec.parse(spec.toString()))
                .isInstanceOf(ScheduleSpecException.class)
                .hasMessage(
                        "bad schedule \"cyclic(base=0.1,max=0.5,stepSize=3,amplitude=my-sine)\": cyclic takes a function of"
                                + " a program, which no text can carry: use Schedules.cyclic");
    }

    @Test
    void of_singleCycle_isItsSchedules() {
        assertThat(ScheduleSpec.of(Schedules.singleCycle(Schedules.constant(0.1), 50)))
                .hasToString("constant(0.1)");
    }

    /** A schedule that is no policy of the library's. */
    private record OwnSchedule() implements Schedule {

        @Override
        public double rateAt(int iteration) {
            return 0.1;
        }

        @Override
        public String toString() {
            return "mine";
        }
    }

    @Test
    void of_scheduleOfACallers_isRefused() {
        Schedule whole = Schedules.singleCycle(new OwnSchedule(), 50);

        for (Schedule own : List.of(new OwnSchedule(), whole)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ScheduleSpec.of(own))
                    .withMessage("schedule must be one that Schedules makes, was mine");
        }
    }

    @Test
    void describe_anySchedule_isATextThatNamesIt() {
        Schedule constant = Schedules.constant(0.1);

        assertThat(ScheduleSpec.describe(constant)).isEqualTo("constant(0.1)");
        assertThat(ScheduleSpec.describe(Schedules.singleCycle(constant, 50))).isEqualTo("constant(0.1)");
        assertThat(ScheduleSpec.describe(new OwnSchedule())).isEqualTo("mine");
        assertThat(ScheduleSpec.describe(Schedules.singleCycle(new OwnSchedule(), 50)))
                .isEqualTo("mine");
    }

    @Test
    void resolve_lengthsInEpochs_becomeIterations() {
        assertThat(ScheduleSpec.parse("snapshot_cosine(max=0.2,total=40e,cycles=5)")
                        .resolve(36)
                        .schedule())
                .isEqualTo(Schedules.snapshotCosine(0.2, 1440, 5));
        assertThat(ScheduleSpec.parse("triangular(base=0.1,max=0.5,stepSize=3e)")
                        .resolve(1))
                .hasToString("triangular(base=0.1,max=0.5,stepSize=3)");
        assertThat(ScheduleSpec.parse("cosine_restarts(max=0.1,cycle=2e)").resolve(7))
                .hasToString("cosine_restarts(max=0.1,min=0,cycle=14,multiplier=1)");
        assertThat(ScheduleSpec.parse("step_decay(initial=0.1,factor=0.5,every=30e)")
                        .resolve(10))
                .hasToString("step_decay(initial=0.1,factor=0.5,every=300)");
    }

    @Test
    void resolve_lengthThatMustBeEven_isRefusedWhereItIsOdd() {
        ScheduleSpec spec = ScheduleSpec.parse("fge(max=0.05,min=0.0005,cycle=3e)");

        assertThat(spec.resolve(36)).hasToString("fge(max=0.05,min=0.0005,cycle=108)");
        assertThatThrownBy(() -> spec.resolve(41))
                .isInstanceOf(ScheduleSpecException.class)
                .hasMessage("bad schedule \"fge(max=0.05,min=0.0005,cycle=3e)\": cycle must be even, was 123");
    }

    @Test
    void resolve_lengthsInIterations_stay() {
        ScheduleSpec spec = ScheduleSpec.parse("triangular(base=0.1,max=0.5,stepSize=3)");

        assertThat(spec.hasEpochs()).isFalse();
        assertThat(spec.resolve(36)).isEqualTo(spec);
    }

    @Test
    void resolve_tooManyIterations_isRefused() {
        ScheduleSpec spec = ScheduleSpec.parse("one_cycle(max=0.5,total=3e,anneal=linear)");

        assertThat(spec.resolve(715_827_882).schedule())
                .extracting(s -> ((CyclicSchedule) s).total().orElseThrow())
                .isEqualTo(2_147_483_646);
        assertThatThrownBy(() -> spec.resolve(715_827_883))
                .isInstanceOf(ScheduleSpecException.class)
                .hasMessage(
                        "bad schedule \"one_cycle(max=0.5,total=3e,pctStart=0.3,anneal=linear,div=25,finalDiv=10000)\": "
                                + "total must be <= 2147483647 iterations, was 2147483649 (715827883 per epoch)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec.resolve(0))
                .withMessage("iterationsPerEpoch must be > 0, was 0");
    }

    @Test
    void resolve_moreCyclesThanIterations_isRefused() {
        ScheduleSpec spec = ScheduleSpec.parse("snapshot_cosine(max=0.2,total=2e,cycles=5)");

        assertThat(spec.resolve(3).schedule()).isEqualTo(Schedules.snapshotCosine(0.2, 6, 5));
        assertThatThrownBy(() -> spec.resolve(2))
                .isInstanceOf(ScheduleSpecException.class)
                .hasMessage(
                        "bad schedule \"snapshot_cosine(max=0.2,total=2e,cycles=5)\": cycles must be <= total, was cycles=5,"
                                + " total=4");
    }

    @Test
    void withDefaultTotal_totalLeftOut_isTheRunsLength() {
        ScheduleSpec spec = ScheduleSpec.parse("snapshot_cosine(max=0.2,cycles=5)");

        assertThat(spec.needsTotal()).isTrue();
        assertThat(spec).hasToString("snapshot_cosine(max=0.2,cycles=5)");
        assertThat(spec.withDefaultTotal(1000).needsTotal()).isFalse();
        assertThat(spec.withDefaultTotal(1000).schedule()).isEqualTo(Schedules.snapshotCosine(0.2, 1000, 5));
        assertThat(ScheduleSpec.parse("one_cycle(max=0.5)")
                        .withDefaultTotal(100)
                        .schedule())
                .isEqualTo(Schedules.oneCycle(0.5, 100));
        assertThatThrownBy(() -> spec.withDefaultTotal(4))
                .isInstanceOf(ScheduleSpecException.class)
                .hasMessage(
                        "bad schedule \"snapshot_cosine(max=0.2,cycles=5)\": cycles must be <= total, was cycles=5, total=4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec.withDefaultTotal(0))
                .withMessage("total must be > 0, was 0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "snapshot_cosine(max=0.2,total=1000,cycles=5)",
                "snapshot_cosine(max=0.2,total=10e,cycles=5)",
                "triangular(base=0.1,max=0.5,stepSize=3)",
                "constant(0.1)"
            })
    void withDefaultTotal_totalGivenOrUnknown_changesNothing(String text) {
        ScheduleSpec spec = ScheduleSpec.parse(text);

        assertThat(spec.needsTotal()).isFalse();
        assertThat(spec.withDefaultTotal(77)).isEqualTo(spec);
    }

    @Test
    void schedule_epochsOrTotalUnknown_saysWhatIsMissing() {
        ScheduleSpec epochs = ScheduleSpec.parse("triangular(base=0.1,max=0.5,stepSize=3e)");
        ScheduleSpec noTotal = ScheduleSpec.parse("snapshot_cosine(max=0.2,cycles=5)");

        assertThat(epochs.hasEpochs()).isTrue();
        assertThatIllegalStateException()
                .isThrownBy(epochs::schedule)
                .withMessage("stepSize of triangular(base=0.1,max=0.5,stepSize=3e) is in epochs; resolve it first");
        assertThatIllegalStateException()
                .isThrownBy(noTotal::schedule)
                .withMessage("total of snapshot_cosine(max=0.2,cycles=5) is not known; give it first");
    }
}
