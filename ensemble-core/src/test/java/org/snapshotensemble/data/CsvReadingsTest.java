package org.snapshotensemble.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.snapshotensemble.data.CsvRole.FEATURE;
import static org.snapshotensemble.data.CsvRole.IGNORED;
import static org.snapshotensemble.data.CsvRole.LABEL;
import static org.snapshotensemble.data.CsvRole.STRANGER;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvReadingsTest {

    private static final Set<CsvRole> NUMBER = EnumSet.of(FEATURE, LABEL, IGNORED);
    private static final Set<CsvRole> TEXT = EnumSet.of(LABEL, IGNORED);
    private static final Set<CsvRole> KEPT = EnumSet.allOf(CsvRole.class);
    private static final Set<CsvRole> SAID = EnumSet.of(IGNORED, STRANGER);

    /** An id, two features, a remark, the label. */
    private static final CsvRunOrder ORDER = new CsvRunOrder(2, 4, Set.of(0, 3));

    private static CsvReading reading(OptionalInt label, int... features) {
        return new CsvReading(ImmutableIntArray.copyOf(features), label);
    }

    @Test
    void read_aMissingColumn_isEitherOfTheIgnored() {
        CsvReadings three = new CsvReadings(ORDER, List.of(NUMBER, NUMBER, NUMBER));
        assertThat(three.read(EnumSet.of(FEATURE)))
                .containsExactly(reading(OptionalInt.empty(), 0, 1), reading(OptionalInt.empty(), 1, 2));
        assertThat(three.read(EnumSet.of(FEATURE, LABEL))).containsExactly(reading(OptionalInt.of(2), 0, 1));
        assertThat(three.read(EnumSet.of(FEATURE, LABEL, IGNORED))).isEmpty();
    }

    @Test
    void read_textOrAColumnOfWhichSomethingIsSaid_isNoFeature() {
        for (Set<CsvRole> first : List.of(TEXT, SAID)) {
            assertThat(new CsvReadings(ORDER, List.of(first, NUMBER, NUMBER)).read(EnumSet.of(FEATURE)))
                    .containsExactly(reading(OptionalInt.empty(), 1, 2));
        }
    }

    @Test
    void read_moreColumnsThanTheRunHas_needAStranger() {
        assertThat(new CsvReadings(ORDER, List.of(NUMBER, NUMBER, NUMBER, NUMBER, NUMBER, NUMBER))
                        .read(EnumSet.of(FEATURE, LABEL)))
                .isEmpty();
        assertThat(new CsvReadings(ORDER, List.of(NUMBER, NUMBER, KEPT, NUMBER, NUMBER, NUMBER))
                        .read(EnumSet.of(FEATURE, LABEL)))
                .containsExactly(reading(OptionalInt.of(5), 1, 3));
    }

    /** Held against all ways, tried one by one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void read_anyColumns_findsNoneTheOneOrTwoOfTheWays(long seed) {
        Random random = new Random(seed);
        int[] found = new int[3];
        for (int trial = 0; trial < 500; trial++) {
            int features = 1 + random.nextInt(4);
            int ignored = random.nextInt(4);
            List<Integer> places = new ArrayList<>(
                    IntStream.rangeClosed(0, features + ignored).boxed().toList());
            Collections.shuffle(places, random);
            CsvRunOrder order = new CsvRunOrder(features, places.get(0), Set.copyOf(places.subList(1, 1 + ignored)));
            List<Set<CsvRole>> kinds = List.of(NUMBER, NUMBER, NUMBER, TEXT, KEPT, SAID);
            List<Set<CsvRole>> columns = IntStream.range(0, 1 + random.nextInt(8))
                    .mapToObj(column -> kinds.get(random.nextInt(kinds.size())))
                    .toList();
            Set<CsvRole> needed = EnumSet.of(FEATURE);
            if (random.nextBoolean()) {
                needed.add(LABEL);
            }
            if (random.nextBoolean()) {
                needed.add(IGNORED);
            }
            Set<CsvReading> all = new HashSet<>();
            addWays(order.roles(), columns, needed, new int[] {0, 0}, reading(OptionalInt.empty()), all);
            List<CsvReading> read = new CsvReadings(order, columns).read(needed);
            String what = "seed " + seed + ": " + order + ", " + columns + ", " + needed;
            assertThat(all).as(what).containsAll(read);
            assertThat(read).as(what).hasSize(Math.min(2, all.size()));
            found[read.size()]++;
        }
        assertThat(found).as("seed %s", seed).doesNotContain(0);
    }

    /**
     * Adds all ways to go on.
     *
     * @param at the place in the run's row and the column of the file
     */
    private static void addWays(
            List<CsvRole> run,
            List<Set<CsvRole>> columns,
            Set<CsvRole> needed,
            int[] at,
            CsvReading so,
            Set<CsvReading> all) {
        int place = at[0];
        int column = at[1];
        if (place == run.size() && column == columns.size()) {
            all.add(so);
        }
        if (column < columns.size() && columns.get(column).contains(STRANGER)) {
            addWays(run, columns, needed, new int[] {place, column + 1}, so, all);
        }
        if (place == run.size()) {
            return;
        }
        CsvRole role = run.get(place);
        if (!needed.contains(role)) {
            addWays(run, columns, needed, new int[] {place + 1, column}, so, all);
        }
        boolean mayBe = needed.contains(role) || role == IGNORED;
        if (mayBe && column < columns.size() && columns.get(column).contains(role)) {
            addWays(run, columns, needed, new int[] {place + 1, column + 1}, with(so, role, column), all);
        }
    }

    private static CsvReading with(CsvReading so, CsvRole role, int column) {
        return switch (role) {
            case FEATURE ->
                new CsvReading(
                        ImmutableIntArray.builder()
                                .addAll(so.features())
                                .add(column)
                                .build(),
                        so.label());
            case LABEL -> new CsvReading(so.features(), OptionalInt.of(column));
            default -> so;
        };
    }
}
