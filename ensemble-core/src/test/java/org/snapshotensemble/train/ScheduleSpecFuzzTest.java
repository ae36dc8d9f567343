package org.snapshotensemble.train;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.ScheduleSpec;
import org.snapshotensemble.schedule.ScheduleSpecException;
import org.snapshotensemble.testing.Fuzzer;

/** A schedule's text changed at random is a schedule with finite rates, and its own text again, or refused. */
final class ScheduleSpecFuzzTest {

    private static final List<byte[]> VALID = Stream.of(
                    "triangular(base=0.001,max=0.006,stepSize=2000)",
                    "triangular2(base=0.001,max=0.006,stepSize=2000)",
                    "exp_range(base=0.001,max=0.006,stepSize=2000,gamma=0.99994)",
                    "cosine_restarts(max=0.1,min=0.001,cycle=10e,multiplier=2)",
                    "cosine_restarts(max=0.1,min=0.001,cycle=10e,multiplier=2,warmup=99)",
                    "snapshot_cosine(max=0.2,total=1000,cycles=5)",
                    "snapshot_cosine(max=0.2,total=1000,cycles=5,warmup=3e)",
                    "one_cycle(max=0.5,total=100,pctStart=0.3,anneal=cos,div=25,finalDiv=10000)",
                    "fge(max=0.05,min=0.0005,cycle=4e)",
                    "step_decay(initial=0.1,factor=0.1,every=1000)",
                    "step_decay(initial=0.1,factor=0.1,every=1000,warmup=2e)",
                    "constant(0.01)")
            .map(text -> text.getBytes(UTF_8))
            .toList();

    private static final int[] ITERATIONS = {0, 1, 99, 100, 1_000_000, Integer.MAX_VALUE};

    @Test
    void parse_anyText_isAScheduleOrRefused() {
        Fuzzer.ofBytes(
                        "schedule",
                        VALID,
                        "(",
                        ")",
                        ",",
                        "=",
                        " ",
                        "e",
                        "total=",
                        "anneal=linear",
                        "cyclic",
                        "\u202E",
                        "\uD83E\uDD89")
                .refusing("bad schedule", ScheduleSpecException.class)
                .run((input, random) -> {
                    ScheduleSpec spec = ScheduleSpec.parse(new String(input, UTF_8));
                    assertThat(ScheduleSpec.parse(spec.toString())).isEqualTo(spec);
                    Schedule schedule = spec.resolve(7).withDefaultTotal(1_000).schedule();
                    for (int iteration : ITERATIONS) {
                        assertThat(schedule.rateAt(iteration)).isFinite().isNotNegative();
                    }
                })
                .requireBoth();
    }
}
