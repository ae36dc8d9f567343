package org.snapshotensemble.benchmarks.result;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Where numbers come from.
 *
 * @param date when the measuring began
 * @param commit the version of the sources that was measured
 * @param machine the machine
 * @param loadBefore the system's load average of the minute before, where it tells: above 1 or so others were at work
 * @param versions of the software, by its name
 * @param rounds how often each contender had its turn
 * @param seconds how long it took in all
 */
public record Provenance(
        Instant date,
        String commit,
        MachineDescription machine,
        OptionalDouble loadBefore,
        Map<String, String> versions,
        int rounds,
        long seconds) {

    /** Keeps the versions in the order of their names. */
    public Provenance {
        versions = Collections.unmodifiableMap(new TreeMap<>(versions));
    }
}
