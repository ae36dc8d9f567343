package org.snapshotensemble.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BatchDrawTest {

    static IntStream seeds() {
        SplittableRandom random = new SplittableRandom();
        return IntStream.range(0, 50).map(draw -> random.nextInt());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyExample_isInOneBatch_andBatchesDifferByOneExample(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] counts = random.ints(1 + random.nextInt(9), 0, 40).toArray();
        counts[0]++;
        int examples = Arrays.stream(counts).sum();
        int batchSize = 1 + random.nextInt(examples + 5);
        BatchDraw draw = BatchDraw.of(counts, batchSize, seed);
        assertThat(draw.batches()).isEqualTo((int) Math.ceil((double) examples / batchSize));

        Set<Integer> seen = new HashSet<>();
        int[] sizes = new int[draw.batches()];
        for (int partition = 0; partition < counts.length; partition++) {
            int[] shares = new int[draw.batches()];
            for (int batch = 0; batch < draw.batches(); batch++) {
                for (int row : draw.share(draw.order(partition, 3), partition, batch)) {
                    assertThat(row).isBetween(0, counts[partition] - 1);
                    assertThat(seen.add(1000 * partition + row)).isTrue();
                    shares[batch]++;
                    sizes[batch]++;
                }
            }
            assertThat(spread(shares)).isLessThanOrEqualTo(1);
        }
        assertThat(seen).hasSize(examples);
        assertThat(spread(sizes)).isLessThanOrEqualTo(1);
        assertThat(sizes[0]).isEqualTo(draw.largest()).isLessThanOrEqualTo(batchSize);
    }

    private static int spread(int[] numbers) {
        return Arrays.stream(numbers).max().orElseThrow()
                - Arrays.stream(numbers).min().orElseThrow();
    }

    @Test
    void shares_goOnWithTheBatchAfterTheLast() {
        // By hand: 3 + 4 examples dealt out to 3 batches are 0 1 2 and then 0 1 2 0.
        BatchDraw draw = BatchDraw.of(new int[] {3, 4}, 3, 1);
        assertThat(draw.batches()).isEqualTo(3);
        int[] order = {9, 8, 7, 6};
        assertThat(draw.share(order, 1, 0)).containsExactly(9, 6);
        assertThat(draw.share(order, 1, 1)).containsExactly(8);
        assertThat(draw.share(order, 1, 2)).containsExactly(7);
        assertThat(draw.largest()).isEqualTo(3);
        // 4 + 3: the second partition begins with batch 1.
        assertThat(BatchDraw.of(new int[] {4, 3}, 3, 1).share(new int[] {9, 8, 7}, 1, 0))
                .containsExactly(7);
    }

    @Test
    void order_differsByEpochPartitionAndSeed_andRepeats() {
        BatchDraw draw = BatchDraw.of(new int[] {50, 50}, 10, 1);
        assertThat(draw.order(0, 0))
                .containsExactly(draw.order(0, 0))
                .isNotEqualTo(IntStream.range(0, 50).toArray());
        assertThat(draw.order(0, 0)).isNotEqualTo(draw.order(0, 1)).isNotEqualTo(draw.order(1, 0));
        assertThat(BatchDraw.of(new int[] {50, 50}, 10, 2).order(0, 0)).isNotEqualTo(draw.order(0, 0));
    }

    @Test
    void numbers_thatGiveNoBatch_areRefused() {
        assertThatThrownBy(() -> BatchDraw.of(new int[] {5}, 0, 1)).hasMessage("batchSize must be > 0, was 0");
        assertThatThrownBy(() -> BatchDraw.of(new int[] {0, 0}, 3, 1))
                .hasMessage("examples must be at least one, were none");
    }
}
