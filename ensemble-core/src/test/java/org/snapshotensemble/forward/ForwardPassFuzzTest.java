package org.snapshotensemble.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.network.Network;
import org.snapshotensemble.onednn.Address;
import org.snapshotensemble.onednn.OneDnnEngine;
import org.snapshotensemble.testing.Bits;

/** {@code -Dforward.networks} says how many networks are drawn, {@code -Dforward.seed} draws the same. */
class ForwardPassFuzzTest {

    private static final int NETWORKS = Integer.getInteger("forward.networks", 150);
    private static final long SEED = Long.getLong("forward.seed", System.nanoTime());
    private static final int MOST_EXAMPLES = 130;
    private static final long POISONED_BYTES = 1 << 22;
    private static final double TOLERANCE = 1e-5;
    /** How many times as large as the network's own error ours may be. */
    private static final int ROUNDINGS = 8;

    private int drawn;
    private int declined;
    private int compared;
    private int comparedOnOneDnn;

    @Test
    void output_anyNetworkOfKnownLayers_isTheNetworksOwn() {
        System.err.println("ForwardPassFuzzTest: -Dforward.seed=" + SEED);
        try (Scratch scratch = new Scratch()) {
            for (int index = 0; index < NETWORKS; index++) {
                long seed = SEED + index;
                new RandomNetworks(seed).next().ifPresent(network -> {
                    drawn++;
                    compare(network, seed, scratch);
                });
            }
        }
        System.err.println("ForwardPassFuzzTest: " + drawn + " networks drawn, " + declined + " declined, " + compared
                + " inputs compared, " + comparedOnOneDnn + " on oneDNN");
        assertThat(drawn).isGreaterThan(NETWORKS / 2);
        assertThat(declined).isLessThan(drawn / 10);
        assertThat(compared).isGreaterThan(NETWORKS);
        if (OneDnnEngine.isLoaded()) {
            assertThat(comparedOnOneDnn).isGreaterThan(compared / 2);
        }
    }

    /** Compares, but where the sizes do not fit, as a window that is larger than its image, and the network answers. */
    private void compare(RandomNetworks.Drawn drawn, long seed, Scratch scratch) {
        String same = "-Dforward.networks=1 -Dforward.seed=" + seed;
        try (ForwardPass pass =
                drawn.network().forwardPass().orElseThrow(() -> new AssertionError(same + ": a layer is not known"))) {
            Random random = new Random(seed);
            for (int examples : new int[] {1, 3, 2 + random.nextInt(16), 2 + random.nextInt(MOST_EXAMPLES - 1)}) {
                INDArray features = drawn.features(examples, seed + examples);
                // An activation layer at the input overwrites what it is given.
                INDArray[] expected = drawn.network().output(new INDArray[] {features.dup()}, null);
                INDArray[] given = {examples == 3 ? features.dup('f') : features};
                Optional<INDArray[]> plain = pass.outputWithoutOneDnn(given, scratch);
                if (plain.isEmpty()) {
                    declined++;
                    return;
                }
                String what = same + ", " + examples + " examples";
                requireSame(plain.get(), expected, what + ", without oneDNN", drawn.network(), features);
                compared++;
                poison(scratch);
                Optional<INDArray[]> onOneDnn = pass.outputOnOneDnn(given, scratch);
                if (onOneDnn.isPresent()) {
                    requireSame(onOneDnn.get(), expected, what + ", on oneDNN", drawn.network(), features);
                    comparedOnOneDnn++;
                }
                INDArray[] again = pass.output(given, scratch).orElseThrow();
                for (int output = 0; output < again.length; output++) {
                    assertThat(Bits.of(again[output]))
                            .as("%s: the same bits again", what)
                            .isEqualTo(Bits.of(onOneDnn.orElse(plain.get())[output]));
                }
            }
        }
    }

    /** Fills the memory with values that are no numbers: whoever reads what nobody has written answers so, too. */
    private static void poison(Scratch scratch) {
        Pointer.memset(new Address(scratch.arena(POISONED_BYTES)), 0xff, POISONED_BYTES);
    }

    /**
     * Requires the network's answers, up to roundings. Where sums and products become large, float's are larger than
     * the tolerance, and the network's own are as far from the exact answers.
     */
    private static void requireSame(
            INDArray[] answers, INDArray[] expected, String what, Network network, INDArray features) {
        assertThat(answers).hasSameSizeAs(expected);
        for (int output = 0; output < answers.length; output++) {
            assertThat(answers[output].shape()).isEqualTo(expected[output].shape());
            double error = error(answers[output], expected[output]);
            if (error >= TOLERANCE || Double.isNaN(error)) {
                INDArray exact = inDouble(network, features)[output];
                assertThat(error(answers[output], exact))
                        .as("%s: %s", what, network.configurationJson())
                        .isLessThan(ROUNDINGS * error(expected[output], exact));
            }
        }
    }

    private static INDArray[] inDouble(Network network, INDArray features) {
        INDArray given = features.castTo(DataType.DOUBLE);
        return network.model() instanceof ComputationGraph graph
                ? graph.convertDataType(DataType.DOUBLE).output(given)
                : new INDArray[] {
                    ((MultiLayerNetwork) network.model())
                            .convertDataType(DataType.DOUBLE)
                            .output(given)
                };
    }

    /** The largest difference, as a part of the largest value expected where that is above 1. */
    private static double error(INDArray answers, INDArray expected) {
        INDArray difference = answers.castTo(DataType.DOUBLE).sub(expected.castTo(DataType.DOUBLE));
        return difference.amaxNumber().doubleValue()
                / Math.max(1, expected.amaxNumber().doubleValue());
    }
}
