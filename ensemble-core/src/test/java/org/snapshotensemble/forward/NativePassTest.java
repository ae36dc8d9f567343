package org.snapshotensemble.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.onednn.OneDnnEngine;
import org.snapshotensemble.testing.Bits;
import org.snapshotensemble.testing.TestNetworks;

class NativePassTest {

    private static final int EXAMPLES = 300;

    private final ForwardPass pass =
            Network.of(TestNetworks.convolutional(new Sgd(0.1))).forwardPass().orElseThrow();

    @BeforeEach
    void oneDnnIsThere() {
        assumeTrue(OneDnnEngine.isLoaded(), "oneDNN is built for x86-64");
    }

    private static INDArray images(int examples) {
        return TestNetworks.images(examples, 1).getFeatures();
    }

    private INDArray answers(INDArray images) {
        try (Scratch scratch = new Scratch()) {
            return pass.outputOnOneDnn(new INDArray[] {images}, scratch).orElseThrow()[0];
        }
    }

    private static NativePass ofWidth(int values) {
        List<Node> nodes = List.of(new Node(new Reshape.Nothing(), List.of()), new Node(new Softmax(), List.of(0)));
        nodes.get(1).read();
        Extent extent = Extent.row(values);
        return new NativePass(nodes, List.of(extent, extent), 1, List.of(1), new Constants());
    }

    @Test
    void cut_fewValuesAnExample_isByPowersOfTwoUpTo128() {
        assertThat(ofWidth(10).cut(1)).containsExactly(1);
        assertThat(ofWidth(10).cut(128)).containsExactly(128);
        assertThat(ofWidth(10).cut(363)).containsExactly(128, 128, 64, 32, 8, 2, 1);
    }

    @Test
    void cut_manyValuesAnExample_keepsWhatAStepReadsAndWritesNearTheProcessor() {
        // 2 * 10,000 values of 4 bytes an example: 13 of them are a mebibyte.
        assertThat(ofWidth(10_000).cut(19)).containsExactly(8, 8, 2, 1);
        assertThat(ofWidth(10_000_000).cut(3)).containsExactly(1, 1, 1);
    }

    @Test
    void output_ofAnExample_isTheSameToRoundingWhereverItStands() {
        INDArray images = images(EXAMPLES);
        INDArray all = answers(images);
        for (int example = 0; example < EXAMPLES; example += 23) {
            INDArray alone = answers(images.get(NDArrayIndex.interval(example, example + 1)));
            assertThat(alone.sub(all.getRow(example)).amaxNumber().doubleValue())
                    .as("example %d", example)
                    .isLessThan(1e-6);
        }
    }

    @Test
    void output_manyThreadsAtOnce_getTheBitsOfOne() throws Exception {
        INDArray[] inputs = {images(1), images(7), images(64), images(EXAMPLES)};
        List<int[]> expected = new ArrayList<>();
        for (INDArray input : inputs) {
            expected.add(Bits.of(answers(input)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> equal = new ArrayList<>();
            for (int call = 0; call < 200; call++) {
                int input = call % inputs.length;
                equal.add(threads.submit(() -> Arrays.equals(Bits.of(answers(inputs[input])), expected.get(input))));
            }
            for (Future<Boolean> one : equal) {
                assertThat(one.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void close_thenPredict_answersTheSame() {
        INDArray images = images(5);
        int[] before = Bits.of(answers(images));

        pass.close();

        assertThat(Bits.of(answers(images))).isEqualTo(before);
    }
}
