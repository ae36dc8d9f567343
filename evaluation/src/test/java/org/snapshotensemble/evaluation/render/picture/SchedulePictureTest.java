package org.snapshotensemble.evaluation.render.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.snapshotensemble.evaluation.render.picture.Picture.LegendEntry;
import org.snapshotensemble.schedule.Schedules;

final class SchedulePictureTest {

    @Test
    void of_cycles_marksTheTroughsThatAreReached() {
        // Troughs at 9, 19 and 29; the last cycle is cut off at 34.
        Picture picture = SchedulePicture.of(Schedules.cosineRestarts(0.1, 0, 10, 1), 35);

        assertThat(count(picture, "class=\"trough\"")).isEqualTo(3);
        assertThat(picture.legend())
                .extracting(LegendEntry::meaning)
                .containsExactly("learning rate", "trough, where a snapshot is kept");
        // The highest rate is at the top from the left edge on; iteration 9 of 34 is at 84 + 9 / 34 * 606.
        assertThat(picture.svg()).contains("d=\"M84 34L");
        assertThat(picture.svg()).contains("x1=\"244.4\" y1=\"34\" x2=\"244.4\" y2=\"234\" class=\"trough\"");
    }

    @Test
    void of_momentumThatCycles_isDrawnBelow() {
        Picture picture = SchedulePicture.of(Schedules.oneCycle(0.5, 100), 100);

        assertThat(count(picture, "class=\"line rate\"")).isEqualTo(1);
        assertThat(count(picture, "class=\"line loss\"")).isEqualTo(1);
        assertThat(picture.svg()).contains(">momentum<").contains(">0.85<").contains(">0.95<");
    }

    @Test
    void of_manyIterations_isSmallAndLosesNoPeak() {
        // 1,000 peaks of one iteration each; none may fall between the points that are drawn.
        Picture picture = SchedulePicture.of(Schedules.triangular(0.001, 0.5, 5_000), 10_000_000);

        assertThat(picture.svg().length()).isLessThan(100_000);
        assertThat(count(picture, "class=\"trough\""))
                .as("too many to be told apart")
                .isZero();
        assertThat(picture.legend()).extracting(LegendEntry::meaning).containsExactly("learning rate");
        // The axis ends at 0.6 and is 200 high: 0.5 is at 34 + 200 / 6.
        assertThat(count(picture, " 67\\.3")).isEqualTo(1_000);
    }

    @Test
    void of_oneIteration_isAPicture() {
        Picture picture = SchedulePicture.of(Schedules.singleCycle(Schedules.constant(0.1), 1), 1);

        assertThat(count(picture, "class=\"trough\"")).isEqualTo(1);
    }

    private static long count(Picture picture, String pattern) {
        return Pattern.compile(pattern).matcher(picture.svg()).results().count();
    }
}
