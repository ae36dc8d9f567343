package org.snapshotensemble.benchmarks;

import java.util.List;
import java.util.Map;

/** The settings with which the script {@code snapshot} starts its JVM; a test compares them with the script. */
final class CommandSettings {

    static final Map<String, String> ENVIRONMENT = Map.of("OMP_NUM_THREADS", "1", "OMP_WAIT_POLICY", "passive");

    static final List<String> JVM_OPTIONS =
            List.of("-XX:+UseSerialGC", "-Dorg.deeplearning4j.crash.reporting.enabled=false");

    private CommandSettings() {}
}
