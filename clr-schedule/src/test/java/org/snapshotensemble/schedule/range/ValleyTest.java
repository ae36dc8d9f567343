package org.snapshotensemble.schedule.range;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValleyTest {

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @Test
    void longest_fallWithASlip_jumpsOverIt() {
        double[] values = {5, 9, 8, 8.5, 7, 6, 6.5, 6};

        assertThat(Valley.longest(values, 0, values.length)).isEqualTo(new Valley(1, 7));
        assertThat(new Valley(1, 7).twoThirdsIn()).isEqualTo(5);
    }

    @Test
    void longest_risingValues_isTheFirstAlone() {
        assertThat(Valley.longest(new double[] {1, 2, 2, 3}, 1, 4)).isEqualTo(new Valley(1, 1));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void longest_randomValues_isThatOfTheSquareAlgorithm(long seed) {
        Random random = new Random(seed);
        int length = 1 + random.nextInt(60);
        int range = 1 + random.nextInt(50);
        double[] values =
                random.doubles(length).map(value -> Math.floor(value * range)).toArray();
        int from = random.nextInt(length);

        assertThat(Valley.longest(values, from, length)).as("seed %d", seed).isEqualTo(bySquares(values, from));
    }

    /** Of all runs that end at each value, the longest, and of these the one that begins last. */
    private static Valley bySquares(double[] values, int from) {
        int[] lengths = new int[values.length];
        int[] starts = new int[values.length];
        int best = from;
        for (int end = from; end < values.length; end++) {
            lengths[end] = 1;
            starts[end] = end;
            for (int before = from; before < end; before++) {
                boolean falls = values[before] > values[end];
                int longer = lengths[before] + 1;
                if (falls && (longer > lengths[end] || (longer == lengths[end] && starts[before] > starts[end]))) {
                    lengths[end] = longer;
                    starts[end] = starts[before];
                }
            }
            if (lengths[end] > lengths[best]) {
                best = end;
            }
        }
        return new Valley(starts[best], best);
    }
}
