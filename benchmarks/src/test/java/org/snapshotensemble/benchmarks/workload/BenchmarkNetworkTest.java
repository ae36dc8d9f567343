package org.snapshotensemble.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Sgd;

class BenchmarkNetworkTest {

    /** The peer's program counts as many, and the measuring compares. */
    @Test
    void create_eitherNetwork_hasTheParametersThatTheTitlesSay() {
        assertThat(BenchmarkNetwork.named("cnn").create(new Sgd()).numParams()).isEqualTo(206_922);
        assertThat(BenchmarkNetwork.named("resnet").create(new Sgd()).numParams())
                .isEqualTo(78_426);
    }
}
