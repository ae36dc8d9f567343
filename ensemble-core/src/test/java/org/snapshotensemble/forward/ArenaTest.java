package org.snapshotensemble.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ArenaTest {

    private static final long SEED = Long.getLong("arena.seed", System.nanoTime());

    @Test
    void of_regionsOneAfterTheOther_shareAPlace() {
        Arena arena = Arena.of(List.of(new Arena.Region(100, 0, 1), new Arena.Region(60, 2, 3)));

        assertThat(arena).isEqualTo(new Arena(List.of(0L, 0L), 128));
    }

    @Test
    void of_regionsOfOneStep_lieApart() {
        Arena arena = Arena.of(List.of(new Arena.Region(60, 0, 1), new Arena.Region(100, 1, 3)));

        assertThat(arena).isEqualTo(new Arena(List.of(128L, 0L), 192));
    }

    @Test
    void of_regionBetweenOthers_fillsTheGap() {
        Arena arena = Arena.of(List.of(
                new Arena.Region(320, 0, 9),
                new Arena.Region(256, 0, 4),
                new Arena.Region(192, 0, 9),
                new Arena.Region(64, 5, 9)));

        assertThat(arena).isEqualTo(new Arena(List.of(0L, 320L, 576L, 320L), 768));
    }

    @Test
    void of_anyRegions_noTwoShareAPlaceAtOneTime() {
        System.err.println("ArenaTest: -Darena.seed=" + SEED);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 200; round++) {
            List<Arena.Region> regions = new ArrayList<>();
            for (int index = random.nextInt(1, 30); index > 0; index--) {
                int first = random.nextInt(20);
                regions.add(new Arena.Region(random.nextLong(1, 1000), first, first + random.nextInt(5)));
            }
            requireApart(regions, Arena.of(regions));
        }
    }

    private static void requireApart(List<Arena.Region> regions, Arena arena) {
        for (int one = 0; one < regions.size(); one++) {
            long begin = arena.offsets().get(one);
            long end = begin + regions.get(one).bytes();
            assertThat(begin % Arena.ALIGNMENT).isZero();
            assertThat(end).isLessThanOrEqualTo(arena.bytes());
            for (int other = 0; other < one; other++) {
                long otherBegin = arena.offsets().get(other);
                boolean areApart =
                        otherBegin >= end || otherBegin + regions.get(other).bytes() <= begin;
                assertThat(areApart || !regions.get(one).meets(regions.get(other)))
                        .as(
                                "seed %d: %s at %d and %s at %d",
                                SEED, regions.get(one), begin, regions.get(other), otherBegin)
                        .isTrue();
            }
        }
    }
}
