package org.snapshotensemble.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings with which the script {@code snapshot} starts its JVM; a test compares them with the script. */
final class CommandSettings {

    static final Map<String, String> ALWAYS = Map.of("OMP_NUM_THREADS", "1", "OMP_WAIT_POLICY", "passive");

    /** On an AMD processor that ND4J's OpenBLAS does not know. */
    static final Map<String, String> ON_A_YOUNG_PROCESSOR = Map.of("OPENBLAS_CORETYPE", "Haswell");

    static final List<String> JVM_OPTIONS =
            List.of("-XX:+UseSerialGC", "-Xms32m", "-Xmn16m", "-Dorg.deeplearning4j.crash.reporting.enabled=false");

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Pattern FAMILY = Pattern.compile("AuthenticAMD\\s+cpu family\\s*: (\\d+)");
    private static final int LAST_KNOWN_FAMILY = 25;

    private CommandSettings() {}

    /** The environment on this machine. */
    static Map<String, String> environment() throws IOException {
        Map<String, String> environment = new HashMap<>(ALWAYS);
        if (Files.isReadable(PROCESSORS) && isYoung(Files.readString(PROCESSORS))) {
            environment.putAll(ON_A_YOUNG_PROCESSOR);
        }
        return environment;
    }

    /** Whether what Linux tells of the processor is of one that the script gives a kernel to. */
    static boolean isYoung(String processors) {
        Matcher family = FAMILY.matcher(processors);
        return processors.contains(" avx2 ") && family.find() && Integer.parseInt(family.group(1)) > LAST_KNOWN_FAMILY;
    }
}
