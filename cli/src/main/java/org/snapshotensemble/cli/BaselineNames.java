package org.snapshotensemble.cli;

import java.util.ArrayList;
import java.util.List;
import org.snapshotensemble.schedule.ScheduleSpec;

/** Names the folders of baselines: the policy, with a number behind it where there are several of one. */
final class BaselineNames {

    private BaselineNames() {}

    /** One name a baseline, in order, no two alike. */
    static List<String> of(List<ScheduleSpec> baselines) {
        List<String> names = new ArrayList<>();
        for (ScheduleSpec baseline : baselines) {
            String name = baseline.policy();
            for (int number = 2; names.contains(name); number++) {
                name = baseline.policy() + "-" + number;
            }
            names.add(name);
        }
        return names;
    }
}
