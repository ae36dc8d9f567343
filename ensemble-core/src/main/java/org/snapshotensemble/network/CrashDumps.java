package org.snapshotensemble.network;

import org.deeplearning4j.config.DL4JSystemProperties;
import org.deeplearning4j.util.CrashReportingUtil;

/**
 * Deeplearning4j's habit of writing a file about the whole machine into the working directory when memory runs out. A
 * person who asked for it with Deeplearning4j's own system property keeps it.
 */
public final class CrashDumps {

    private CrashDumps() {}

    /** Lets Deeplearning4j write no such file, unless the person wants it. */
    public static void switchOff() {
        if (System.getProperty(DL4JSystemProperties.CRASH_DUMP_ENABLED_PROPERTY) == null) {
            CrashReportingUtil.crashDumpsEnabled(false);
        }
    }
}
