package org.snapshotensemble.benchmarks.claim;

import java.util.Base64;
import java.util.BitSet;

/** Which of the test examples are predicted right, in few characters. */
final class CorrectExamples {

    private CorrectExamples() {}

    /** Base64 of a bit an example, 1 where it is right, the first in the lowest bit of the first byte. */
    static String text(BitSet correct) {
        return Base64.getEncoder().encodeToString(correct.toByteArray());
    }

    /** Reads {@link #text}. */
    static BitSet parse(String text) {
        return BitSet.valueOf(Base64.getDecoder().decode(text));
    }

    /** How many of one are not in the other. */
    static int onlyIn(BitSet one, BitSet other) {
        BitSet alone = (BitSet) one.clone();
        alone.andNot(other);
        return alone.cardinality();
    }
}
