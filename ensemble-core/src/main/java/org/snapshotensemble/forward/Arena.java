package org.snapshotensemble.forward;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where regions lie in one stretch of memory: those that are not in use at the same time may share a place, so that what
 * steps write stays near the processor, and memory does not grow with the number of steps.
 *
 * @param offsets where each region begins, in bytes
 * @param bytes how long the stretch is
 */
record Arena(List<Long> offsets, long bytes) {

    /** A line of the processor's cache, and the widest register. */
    static final long ALIGNMENT = 64;

    /**
     * A region.
     *
     * @param first the first step that uses it
     * @param last the last step that uses it
     */
    record Region(long bytes, int first, int last) {

        boolean meets(Region other) {
            return first <= other.last && other.first <= last;
        }
    }

    Arena {
        offsets = List.copyOf(offsets);
    }

    /** Gives each region, the largest one first, the lowest place that is free as long as it is in use. */
    static Arena of(List<Region> regions) {
        List<Integer> largestFirst = IntStream.range(0, regions.size())
                .boxed()
                .sorted(Comparator.comparingLong(index -> -regions.get(index).bytes()))
                .toList();
        Long[] offsets = new Long[regions.size()];
        List<Integer> placed = new ArrayList<>();
        long bytes = 0;
        for (int index : largestFirst) {
            Region region = regions.get(index);
            offsets[index] = lowest(region, regions, offsets, placed);
            bytes = Math.max(bytes, offsets[index] + aligned(region.bytes()));
            placed.add(index);
        }
        return new Arena(List.of(offsets), bytes);
    }

    private static long lowest(Region region, List<Region> regions, Long[] offsets, List<Integer> placed) {
        List<Integer> inTheWay = placed.stream()
                .filter(other -> region.meets(regions.get(other)))
                .sorted(Comparator.comparingLong(other -> offsets[other]))
                .toList();
        long offset = 0;
        for (int other : inTheWay) {
            if (offset + aligned(region.bytes()) <= offsets[other]) {
                return offset;
            }
            offset =
                    Math.max(offset, offsets[other] + aligned(regions.get(other).bytes()));
        }
        return offset;
    }

    private static long aligned(long bytes) {
        return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
}
