package org.snapshotensemble.data;

import com.google.common.collect.Lists;
import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds which columns of a file are a run's, where these have an order and no names. What the run ignored and the label may
 * be missing in the file, and it may have columns that are none of the run's.
 *
 * <p>What must be there can stand in several ways where there is room between for what may be there or not. All that
 * neighbors have to heed is how many columns lie between them; so taking for each of them the first column that it has in
 * any way is a way too, and so is taking the last. Where these two are the same there is no other.
 */
final class CsvReadings {

    private final CsvRunOrder order;
    private final List<Set<CsvRole>> columns;

    /**
     * @param order the run's columns
     * @param columns what each column of the file can be
     */
    CsvReadings(CsvRunOrder order, List<Set<CsvRole>> columns) {
        this.order = order;
        this.columns = List.copyOf(columns);
    }

    /**
     * The ways in which the file's columns can be the run's.
     *
     * @param needed what must be there; of what is not needed, the ignored columns may be there, and the label is not
     * @return none where they do not fit, the one way, or two that differ where there are more
     */
    List<CsvReading> read(Set<CsvRole> needed) {
        List<CsvRole> parts = new ArrayList<>();
        List<Integer> rooms = new ArrayList<>();
        int room = 0;
        for (CsvRole role : order.roles()) {
            if (needed.contains(role)) {
                parts.add(role);
                rooms.add(room);
                room = 0;
            } else if (role == CsvRole.IGNORED) {
                room++;
            }
        }
        rooms.add(room);
        Optional<int[]> first = first(columns, parts, rooms);
        Optional<int[]> last = first(Lists.reverse(columns), Lists.reverse(parts), Lists.reverse(rooms))
                .map(this::reversed);
        return Stream.of(first, last)
                .flatMap(Optional::stream)
                .map(places -> reading(parts, places))
                .distinct()
                .toList();
    }

    /**
     * The first column that each part can have; none where there is no way.
     *
     * @param parts what must be there, in order
     * @param rooms for how many other columns of the run there is room before each part, and behind the last
     */
    private static Optional<int[]> first(List<Set<CsvRole>> columns, List<CsvRole> parts, List<Integer> rooms) {
        int[] before = ofTheRunBefore(columns);
        int[] places = new int[parts.size()];
        boolean moved = true;
        // Moves on whatever stands too early, until nothing does.
        while (moved) {
            moved = false;
            int from = 0;
            for (int part = 0; part < places.length; part++) {
                int column = Math.max(places[part], from);
                while (column < columns.size() && !columns.get(column).contains(parts.get(part))) {
                    column++;
                }
                if (column == columns.size()) {
                    return Optional.empty();
                }
                moved |= column > places[part];
                places[part] = column;
                from = column + 1;
            }
            int to = columns.size();
            for (int part = places.length - 1; part >= 0; part--) {
                while (before[to] - before[places[part] + 1] > rooms.get(part + 1)) {
                    places[part]++;
                    moved = true;
                }
                to = places[part];
            }
        }
        return before[places[0]] > rooms.get(0) ? Optional.empty() : Optional.of(places);
    }

    /** How many columns before each one, and before the end, cannot be strangers. */
    private static int[] ofTheRunBefore(List<Set<CsvRole>> columns) {
        int[] before = new int[columns.size() + 1];
        for (int column = 0; column < columns.size(); column++) {
            before[column + 1] = before[column] + (columns.get(column).contains(CsvRole.STRANGER) ? 0 : 1);
        }
        return before;
    }

    private int[] reversed(int[] places) {
        return IntStream.range(0, places.length)
                .map(part -> columns.size() - 1 - places[places.length - 1 - part])
                .toArray();
    }

    private static CsvReading reading(List<CsvRole> parts, int[] places) {
        int[] features = IntStream.range(0, places.length)
                .filter(part -> parts.get(part) == CsvRole.FEATURE)
                .map(part -> places[part])
                .toArray();
        return new CsvReading(
                ImmutableIntArray.copyOf(features),
                IntStream.range(0, places.length)
                        .filter(part -> parts.get(part) == CsvRole.LABEL)
                        .map(part -> places[part])
                        .findFirst());
    }
}
