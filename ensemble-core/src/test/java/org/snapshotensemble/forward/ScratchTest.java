package org.snapshotensemble.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ScratchTest {

    private static final long TOO_MUCH = 1L << 60;

    /** What was there is freed then; whoever asks for less afterwards must not get it. */
    @Test
    void arena_afterMoreThanThereIs_isNewMemory() {
        try (Scratch scratch = new Scratch()) {
            scratch.arena(1_000);
            assertThatThrownBy(() -> scratch.arena(TOO_MUCH)).isInstanceOf(OutOfMemoryError.class);

            assertThat(scratch.arena(1_000)).isGreaterThan(Arena.ALIGNMENT);
        }
    }
}
