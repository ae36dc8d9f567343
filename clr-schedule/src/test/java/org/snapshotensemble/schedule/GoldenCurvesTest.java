package org.snapshotensemble.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every policy against the rates that {@code src/test/python/golden_curves.py} computes from the published formulas; its
 * first lines say how the golden file is made anew.
 */
class GoldenCurvesTest {

    private static final double TOLERANCE = 1e-12;

    private record Row(int iteration, double rate, OptionalDouble momentum, String cycle, String trough, String text) {

        static Row parse(String line) {
            String[] fields = line.split(",", 6);
            return new Row(
                    Integer.parseInt(fields[0]),
                    Double.parseDouble(fields[1]),
                    fields[2].isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(fields[2])),
                    fields[3],
                    fields[4],
                    fields[5].replace("\"", ""));
        }
    }

    static Stream<Arguments> curves() {
        return rowsByText().entrySet().stream().map(curve -> Arguments.of(curve.getKey(), curve.getValue()));
    }

    private static Map<String, List<Row>> rowsByText() {
        try (InputStream file =
                Objects.requireNonNull(GoldenCurvesTest.class.getResourceAsStream("golden-curves.csv"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(Row::parse)
                    .collect(Collectors.groupingBy(Row::text, LinkedHashMap::new, Collectors.toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schedule scheduleOf(String text) {
        if (text.endsWith("amplitude=keras_sine)")) {
            AmplitudeFunction sine =
                    AmplitudeFunction.ofCycle("keras_sine", cycle -> 0.5 * (1 + Math.sin((cycle + 1) * Math.PI / 2)));
            return Schedules.cyclic(0.001, 0.006, 10, sine);
        }
        if (text.endsWith("amplitude=keras_fifth)")) {
            AmplitudeFunction fifth =
                    AmplitudeFunction.ofIteration("keras_fifth", iteration -> Math.pow(5, -iteration * 0.0001));
            return Schedules.cyclic(0.001, 0.006, 10, fifth);
        }
        return ScheduleSpec.parse(text).schedule();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("curves")
    void rateAt_anyIteration_isThePublishedOne(String text, List<Row> rows) {
        Schedule schedule = scheduleOf(text);
        double highest = rows.stream().mapToDouble(Row::rate).max().orElseThrow();
        for (Row row : rows) {
            assertThat(schedule.rateAt(row.iteration()))
                    .as("rate at iteration %d", row.iteration())
                    .isCloseTo(row.rate(), within(TOLERANCE * highest));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("curves")
    void momentumAt_anyIteration_isThePublishedOne(String text, List<Row> rows) {
        Schedule schedule = scheduleOf(text);
        for (Row row : rows) {
            OptionalDouble momentum = schedule.momentumAt(row.iteration());
            assertThat(momentum.isPresent()).isEqualTo(row.momentum().isPresent());
            assertThat(momentum.orElse(0))
                    .as("momentum at iteration %d", row.iteration())
                    .isCloseTo(row.momentum().orElse(0), within(TOLERANCE));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("curves")
    void cycleAt_anyIteration_hasThePublishedIndexAndTrough(String text, List<Row> rows) {
        Schedule schedule = scheduleOf(text);
        for (Row row : rows) {
            String cycle = "";
            String trough = "";
            if (schedule instanceof CyclicSchedule cyclic) {
                Cycle current = cyclic.cycleAt(row.iteration());
                cycle = Integer.toString(current.index());
                trough = Boolean.toString(current.isTrough(row.iteration()));
            }
            assertThat(cycle).as("cycle at iteration %d", row.iteration()).isEqualTo(row.cycle());
            assertThat(trough).as("trough at iteration %d", row.iteration()).isEqualTo(row.trough());
        }
    }

    @Test
    void curves_goldenFile_coverEveryPolicyAndLargeIterations() {
        Map<String, List<Row>> rows = rowsByText();

        assertThat(rows.keySet().stream().map(text -> text.substring(0, text.indexOf('('))))
                .containsAll(Stream.of(Policy.values()).map(Policy::text).toList());
        assertThat(rows.values())
                .allSatisfy(curve ->
                        assertThat(curve).extracting(Row::iteration).contains(0, 1_000_000_000, Integer.MAX_VALUE));
    }
}
