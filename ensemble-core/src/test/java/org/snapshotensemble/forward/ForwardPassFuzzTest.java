package org.snapshotensemble.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.snapshotensemble.onednn.Address;
import org.snapshotensemble.onednn.OneDnnEngine;
import org.snapshotensemble.testing.Bits;

/** {@code -Dforward.networks} says how many networks are drawn, {@code -Dforward.seed} draws the same. */
class ForwardPassFuzzTest {

    private static final int NETWORKS = Integer.getInteger("forward.networks", 150);
    private static final long SEED = Long.getLong("forward.seed", System.nanoTime());
    private static final int MOST_EXAMPLES = 130;
    private static final long POISONED_BYTES = 1 << 22;

    private int compared;
    private int comparedOnOneDnn;

    @Test
    void output_anyNetworkOfKnownLayers_isTheNetworksOwn() {
        System.err.println("ForwardPassFuzzTest: -Dforward.seed=" + SEED);
        try (Scratch scratch = new Scratch()) {
            for (int index = 0; index < NETWORKS; index++) {
                long seed = SEED + index;
                new RandomNetworks(seed).next().ifPresent(drawn -> compare(drawn, seed, scratch));
            }
        }
        System.err.println("ForwardPassFuzzTest: " + compared + " inputs compared, " + comparedOnOneDnn + " on oneDNN");
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
                    return;
                }
                String what = same + ", " + examples + " examples";
                requireSame(plain.get(), expected, what + ", without oneDNN", drawn);
                compared++;
                poison(scratch);
                Optional<INDArray[]> onOneDnn = pass.outputOnOneDnn(given, scratch);
                if (onOneDnn.isPresent()) {
                    requireSame(onOneDnn.get(), expected, what + ", on oneDNN", drawn);
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
