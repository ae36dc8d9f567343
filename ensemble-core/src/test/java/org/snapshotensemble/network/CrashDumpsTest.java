package org.snapshotensemble.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.CrashReportingUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.learning.config.Sgd;
import org.snapshotensemble.archive.AllowedClasses;
import org.snapshotensemble.archive.ConfigurationText;
import org.snapshotensemble.testing.ModelBytes;

final class CrashDumpsTest {

    private static final String PROPERTY = "org.deeplearning4j.crash.reporting.enabled";

    @TempDir
    private Path folder;

    private final MultiLayerNetwork network = ModelBytes.network(new Sgd(0.1));

    @BeforeEach
    void dumpHere() {
        CrashReportingUtil.crashDumpsEnabled(true);
        CrashReportingUtil.crashDumpOutputDirectory(folder.toFile());
    }

    @AfterEach
    void leaveNone() {
        System.clearProperty(PROPERTY);
        CrashReportingUtil.crashDumpsEnabled(false);
    }

    private File[] dumpsWhenMemoryRunsOut() {
        CrashReportingUtil.writeMemoryCrashDump(network, new OutOfMemoryError("for this test"));
        File[] files = folder.toFile().listFiles();
        return files == null ? new File[0] : files;
    }

    @Test
    void restore_switchesThemOff() {
        byte[] json = ModelBytes.configuration().getBytes(UTF_8);
        NetworkPlan.of(ConfigurationText.check(folder, "", json, AllowedClasses.deeplearning4j()))
                .restore(network.params().dup());
        assertThat(dumpsWhenMemoryRunsOut()).isEmpty();
    }

    @Test
    void switchOff_personWhoAskedForThem_keepsThem() {
        System.setProperty(PROPERTY, "true");
        CrashDumps.switchOff();
        assertThat(dumpsWhenMemoryRunsOut()).hasSize(1);
    }
}
