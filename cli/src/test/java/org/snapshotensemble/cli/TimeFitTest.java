package org.snapshotensemble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snapshotensemble.train.TrainingPace;

/** What fits into a thousand seconds, of which a tenth is kept. */
final class TimeFitTest {

    /** An iteration takes a tenth of a second, an epoch of four of them 0.4. */
    @ParameterizedTest
    @CsvSource({
        // baselines, seeds, seconds that are gone, seconds a snapshot, epochs
        "0, 1,   0,   0, 2250",
        "1, 1,   0,   0, 1125",
        "0, 2,   0,   0, 1125",
        "2, 3,   0,   0,  250",
        "0, 1, 100,   0, 2000",
        "0, 1,   0, 100, 2000",
        "1, 2,   0, 100,  312",
    })
    void fit_leavesTimeForAllThatIsTrained(int baselines, int seeds, long gone, double perSnapshot, int epochs)
            throws IOException {
        long[] nanos = {5};
        TimeFit fit = new TimeFit(Duration.ofSeconds(1000), () -> nanos[0]);
        nanos[0] += TimeUnit.SECONDS.toNanos(gone);
        List<String> notes = new ArrayList<>();

        TrainingJob fitted = fit.fit(
                TrainingJobTest.job(),
                new TrainingPace(0.1, perSnapshot),
                new TimeFit.Wanted(job -> job.snapshotCosine(0.1, 1, 0), 1, Integer.MAX_VALUE, baselines, seeds),
                notes::add);

        assertThat(fitted.epochs()).isEqualTo(epochs);
        assertThat(notes).singleElement().asString().startsWith("--max-time 16m40s: " + epochs + " epochs, about ");
    }
}
