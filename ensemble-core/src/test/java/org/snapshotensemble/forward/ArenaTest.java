package org.snapshotensemble.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ArenaTest {

    private static final long SEED = Long.getLong("arena.seed", System.nanoTime());
    private static final int STEPS = 25;

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
                int first = random.nextInt(STEPS - 5);
                regions.add(new Arena.Region(random.nextLong(1, 1000), first, first + random.nextInt(5)));
            }
            requireApart(regions, Arena.of(regions));
        }
    }

    private static void requireApart(List<Arena.Region> regions, Arena arena) {
        assertThat(arena.offsets()).allMatch(offset -> offset % Arena.ALIGNMENT == 0);
        for (int step = 0; step < STEPS; step++) {
            BitSet taken = new BitSet();
            for (int index = 0; index < regions.size(); index++) {
                Arena.Region region = regions.get(index);
                if (region.first() <= step && step <= region.last()) {
                    int begin = Math.toIntExact(arena.offsets().get(index));
                    int end = Math.toIntExact(begin + region.bytes());
                    boolean isFree = taken.get(begin, end).isEmpty();
                    assertThat(isFree && end <= arena.bytes())
                            .as("seed %d, step %d: %s at %d", SEED, step, region, begin)
                            .isTrue();
                    taken.set(begin, end);
                }
            }
        }
    }
}
