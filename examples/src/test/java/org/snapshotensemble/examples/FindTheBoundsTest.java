package org.snapshotensemble.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import org.deeplearning4j.nn.api.Model;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.snapshotensemble.data.BatchSource;
import org.snapshotensemble.data.DataSource;
import org.snapshotensemble.data.LabelledData;
import org.snapshotensemble.model.Architecture;
import org.snapshotensemble.model.NetworkShape;
import org.snapshotensemble.schedule.Schedule;
import org.snapshotensemble.schedule.range.RangeAnalysis;
import org.snapshotensemble.train.RangeTest;

class FindTheBoundsTest {

    @Test
    void schedule_ofDigits_risesFromBaseToMax() throws IOException {
        LabelledData digits = DataSource.parse("digits").load();
        BatchSource batches = BatchSource.shuffled(digits.features().div(16), digits.labels(), 32, 1);
        Model network = Architecture.parse("mlp").network(NetworkShape.of(digits), 1, new Nesterovs(0.1, 0.9));
        INDArray before = network.params().dup();

        RangeAnalysis found = FindTheBounds.test(network, batches);
        Schedule schedule = FindTheBounds.schedule(found.bounds(), 57);

        assertThat(network.params()).isEqualTo(before);
        assertThat(schedule.rateAt(0)).isEqualTo(found.bounds().base().rate().orElseThrow());
        assertThat(schedule.rateAt(4 * 57))
                .isEqualTo(found.bounds().max().rate().orElseThrow());
    }

    @Test
    void schedule_withoutBounds_saysWhy() throws IOException {
        LabelledData digits = DataSource.parse("digits").load();
        BatchSource batches = BatchSource.inOrder(digits.features(), digits.labels(), 32);
        Model network = Architecture.parse("mlp").network(NetworkShape.of(digits), 1, new Nesterovs(0.1, 0.9));

        RangeAnalysis tooShort =
                RangeTest.of(network).rates(1e-9, 1e-8).steps(3).run(batches);

        assertThatIllegalStateException()
                .isThrownBy(() -> FindTheBounds.schedule(tooShort.bounds(), 57))
                .withMessage("no bounds: at least 10 rates are needed before the training breaks, there are 3");
    }
}
