package org.snapshotensemble.cli;

import java.util.Locale;
import org.snapshotensemble.averaging.Averaged;
import org.snapshotensemble.averaging.AveragingData;
import org.snapshotensemble.averaging.GreedySoup;
import org.snapshotensemble.averaging.WeightAverage;
import org.snapshotensemble.ensemble.MemberSelection;
import org.snapshotensemble.snapshot.Run;

/** How members become one network, by its name on the command line. */
enum AverageMethod {
    SWA("Average") {
        @Override
        Averaged average(Run run, MemberSelection members, AveragingData data) {
            return WeightAverage.of(run, members, data);
        }
    },
    SOUP("Greedy soup") {
        @Override
        Averaged average(Run run, MemberSelection members, AveragingData data) {
            return GreedySoup.of(run, members, data);
        }
    };

    private final String title;

    AverageMethod(String title) {
        this.title = title;
    }

    /** What a person reads. */
    String title() {
        return title;
    }

    abstract Averaged average(Run run, MemberSelection members, AveragingData data);

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException if it is no method's
     */
    static AverageMethod parse(String text) {
        for (AverageMethod method : values()) {
            if (method.name().toLowerCase(Locale.ROOT).equals(text)) {
                return method;
            }
        }
        throw new IllegalArgumentException("must be swa or soup, was '" + text + "'");
    }
}
