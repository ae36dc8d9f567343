package org.snapshotensemble.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snapshotensemble.evaluation.example.FitSample;

final class FitTallyTest {

    private static FitSample sample(int examples) {
        FitTally tally = new FitTally();
        IntStream.range(0, examples).forEach(example -> tally.add(example, -example));
        return tally.sample("height");
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "1000, 1000, 1", "1001, 501, 2", "2000, 1000, 2", "2001, 501, 4", "600000, 586, 1024"})
    void sample_anyNumberOfExamples_isSpreadEvenly(int examples, int kept, int stride) {
        FitSample sample = sample(examples);

        assertThat(sample.of()).isEqualTo(examples);
        assertThat(sample.points())
                .hasSize(kept)
                .isEqualTo(IntStream.range(0, kept)
                        .mapToObj(place -> new FitSample.Point(place * stride, -place * stride))
                        .toList());
    }

    @Test
    void residualQuantile_share_isTheSmallestThatItDoesNotExceed() {
        FitSample sample = sample(5);

        assertThat(sample.residualQuantile(0.2)).isEqualTo(-8);
        assertThat(sample.residualQuantile(0.5)).isEqualTo(-4);
        assertThat(sample.residualQuantile(1)).isZero();
    }
}
