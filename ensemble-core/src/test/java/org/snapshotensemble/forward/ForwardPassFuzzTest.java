package org.snapshotensemble.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** {@code -Dforward.networks} says how many networks are drawn, {@code -Dforward.seed} draws the same. */
class ForwardPassFuzzTest {

    private static final int NETWORKS = Integer.getInteger("forward.networks", 150);
    private static final long SEED = Long.getLong("forward.seed", System.nanoTime());

    @Test
    void output_anyNetworkOfKnownLayers_isTheNetworksOwn() {
        System.err.println("ForwardPassFuzzTest: -Dforward.seed=" + SEED);
        int compared = 0;
        try (Scratch scratch = new Scratch()) {
            for (int index = 0; index < NETWORKS; index++) {
                Optional<RandomNetworks.Drawn> drawn = new RandomNetworks(SEED + index).next();
                if (drawn.isPresent() && compare(drawn.get(), SEED + index, scratch)) {
                    compared++;
                }
            }
        }
        System.err.println("ForwardPassFuzzTest: " + compared + " networks compared");
        assertThat(compared).isGreaterThan(NETWORKS / 4);
    }

    /** Compares; false where the sizes do not fit, as a window that is larger than its image, and the network answers. */
    private static boolean compare(RandomNetworks.Drawn drawn, long seed, Scratch scratch) {
        String same = "-Dforward.networks=1 -Dforward.seed=" + seed;
        ForwardPass pass =
                drawn.network().forwardPass().orElseThrow(() -> new AssertionError(same + ": a layer is not known"));
        for (int examples : new int[] {17, 1, 3}) {
            INDArray features = drawn.features(examples, seed + examples);
            // An activation layer at the input overwrites what it is given.
            INDArray[] expected = drawn.network().output(new INDArray[] {features.dup()}, null);
            INDArray given = examples == 3 ? features.dup('f') : features;
            Optional<INDArray[]> answers = pass.output(new INDArray[] {given}, scratch);
            if (answers.isEmpty()) {
                return false;
            }
            requireSame(answers.get(), expected, same + ", " + examples + " examples", drawn);
        }
        return true;
    }

    private static void requireSame(INDArray[] answers, INDArray[] expected, String what, RandomNetworks.Drawn drawn) {
        assertThat(answers).hasSameSizeAs(expected);
        for (int output = 0; output < answers.length; output++) {
            assertThat(answers[output].shape()).isEqualTo(expected[output].shape());
            double scale = Math.max(1, expected[output].amaxNumber().doubleValue());
            double error = answers[output].sub(expected[output]).amaxNumber().doubleValue();
            assertThat(error / scale)
                    .as("%s: %s", what, drawn.network().configurationJson())
                    .isLessThan(1e-5);
        }
    }
}
